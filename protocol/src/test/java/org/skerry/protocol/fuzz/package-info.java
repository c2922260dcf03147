/**
 * Whatever anybody sends: targets for a fuzzer, and a quick run over what it found; {@code src/test/sh/fuzz.sh} runs it for
 * long.
 */
@NullMarked
package org.skerry.protocol.fuzz;

import org.jspecify.annotations.NullMarked;
