package org.skerry.slave.ui.attach;

import java.nio.file.Path;
import org.skerry.jio.RecordId;
import org.skerry.slave.ui.attach.Parcel.Direction;

/**
 * A file that had not arrived when somebody had to sign in, or left.
 *
 * @param mayReplace whether it may take the place of a file that is there on this PC
 */
public record LeftFile(Direction direction, RecordId record, String name, Path file, boolean mayReplace) {}
