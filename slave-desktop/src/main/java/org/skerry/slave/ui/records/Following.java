package org.skerry.slave.ui.records;

import java.util.List;
import java.util.Optional;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.Query;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.storage.LiveQuery;
import org.skerry.slave.ui.connect.Master;
import org.skerry.slave.ui.task.UiTasks;

/** Follows the query that is looked at, so that nothing is asked again because of records that are not in it. */
final class Following {

    private final Master master;
    private final UiTasks tasks;
    private final Runnable concerned;

    private Optional<Query> followed = Optional.empty();
    private Runnable end = () -> {};
    private boolean isTold = true;

    /** @param concerned what to do when the answer is another one */
    Following(Master master, UiTasks tasks, Runnable concerned) {
        this.master = master;
        this.tasks = tasks;
        this.concerned = concerned;
    }

    /** Whether the master tells what happens to the query; else one has to look after each change. */
    boolean isTold() {
        return followed.isPresent() && isTold;
    }

    /** Follows this one, and none else; to be called before it is asked. */
    void follow(Query query) {
        if (followed.filter(query::equals).isPresent()) {
            return;
        }
        end.run();
        followed = Optional.of(query);
        end = master.follow(query, new Ear(query));
    }

    private void hear(Query query, Runnable action) {
        tasks.show(() -> {
            if (followed.filter(query::equals).isPresent()) {
                action.run();
            }
        });
    }

    /** Told on another thread. */
    private final class Ear implements LiveQuery.Listener {

        private final Query query;

        Ear(Query query) {
            this.query = query;
        }

        @Override
        public void reset() {
            hear(query, concerned);
        }

        @Override
        public void happened(List<LiveRow> rows) {
            hear(query, concerned);
        }

        @Override
        public void ended(StorageException why) {
            if (why instanceof StorageException.NotOffered) {
                tasks.show(() -> isTold = false);
            } else {
                hear(query, () -> followed = Optional.empty());
            }
        }
    }
}
