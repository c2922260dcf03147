/**
 * The vocabulary of the database and the contract of a {@link org.skerry.jio.Storage}; read that interface first.
 */
@NullMarked
package org.skerry.jio;

import org.jspecify.annotations.NullMarked;
