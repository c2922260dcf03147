package org.skerry.slave.admin;

import java.time.Duration;
import java.util.List;

/**
 * A code that lets one PC in.
 *
 * @param digits six of them
 * @param life how long it is good
 * @param addresses what that PC can enter to find the master, as it knows itself
 */
public record NewCode(String digits, Duration life, List<String> addresses) {
    public NewCode {
        addresses = List.copyOf(addresses);
    }
}
