package org.skerry.slave.ui.records;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.task.UiTasks;

/**
 * One question at a time: another question takes the place of the one under way, the same again waits for its end. So a master
 * that is slow still answers while records keep changing.
 */
final class Asking<Q, A> {

    private final UiTasks.Latest work;
    private final Function<Q, A> answering;
    private final Consumer<A> answered;
    private final Consumer<StorageException> failed;
    private @Nullable Q underWay;
    private boolean isDue;

    /** @param answering may block */
    Asking(UiTasks tasks, Function<Q, A> answering, Consumer<A> answered, Consumer<StorageException> failed) {
        work = tasks.latest();
        this.answering = answering;
        this.answered = answered;
        this.failed = failed;
    }

    void ask(Q question) {
        if (question.equals(underWay)) {
            isDue = true;
            return;
        }
        isDue = false;
        underWay = question;
        work.run(
                () -> answering.apply(question),
                answer -> {
                    end();
                    answered.accept(answer);
                    if (isDue && underWay == null) {
                        ask(question);
                    }
                },
                why -> {
                    end();
                    isDue = false;
                    failed.accept(why);
                });
    }

    private void end() {
        underWay = null;
    }
}
