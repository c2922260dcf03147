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
    private Optional<Ear> ear = Optional.empty();
    private Runnable end = () -> {};
    private boolean isTold;

    /** @param concerned what to do when the answer is another one */
    Following(Master master, UiTasks tasks, Runnable concerned) {
        this.master = master;
        this.tasks = tasks;
        this.concerned = concerned;
    }

    /** Whether the master tells now what happens to the query; else one has to look after each change. */
    boolean isTold() {
        return isTold;
    }

    /** Follows this one, and none else; to be called before it is asked. */
    void follow(Query query) {
        if (followed.filter(query::equals).isPresent()) {
            return;
        }
        end.run();
        isTold = false;
        followed = Optional.of(query);
        Ear listening = new Ear();
        ear = Optional.of(listening);
        end = master.follow(query, listening);
    }

    /** Told on another thread. */
    private final class Ear implements LiveQuery.Listener {

        @Override
        public void begun() {
            hear(() -> isTold = true);
        }

        @Override
        public void lost() {
            hear(() -> isTold = false);
        }

        @Override
        public void reset() {
            hear(concerned);
        }

        @Override
        public void happened(List<LiveRow> rows) {
            hear(concerned);
        }

        @Override
        public void ended(StorageException why) {
            if (!(why instanceof StorageException.NotOffered)) { // else it need not be asked again
                hear(() -> followed = Optional.empty());
            }
        }

        private void hear(Runnable action) {
            tasks.show(() -> {
                if (ear.filter(this::equals).isPresent()) {
                    action.run();
                }
            });
        }
    }
}
