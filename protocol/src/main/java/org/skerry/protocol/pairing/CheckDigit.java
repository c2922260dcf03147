package org.skerry.protocol.pairing;

/**
 * The digit to base 32 that goes with others, so that a wrong one is noticed: Luhn's check modulo 32, as Syncthing's device IDs
 * have it. Each single wrong digit is found, and of two neighbours that were swapped nearly all.
 */
public final class CheckDigit {

    private static final int BASE = 32;

    private CheckDigit() {}

    /** @param digits each from 0 to 31 */
    public static int of(int... digits) {
        int sum = 0;
        int factor = 1;
        for (int digit : digits) {
            int addend = factor * digit;
            factor = 3 - factor;
            sum += addend / BASE + addend % BASE;
        }
        return (BASE - sum % BASE) % BASE;
    }
}
