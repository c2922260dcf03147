package org.skerry.master.service;

/**
 * A part of the master that is asked now and then whether it still works.
 *
 * @param name what hangs if it does not answer, for a sentence: "The storage"
 * @param question returns once it has answered; throws if it did not. May hang
 */
public record Probe(String name, Question question) {

    /** What is asked. */
    @FunctionalInterface
    public interface Question {
        void ask() throws Exception;
    }
}
