package org.skerry.slave.ui.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.skerry.jio.FormId;
import org.skerry.jio.RecordId;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.admin.AdminViewModel;
import org.skerry.slave.ui.attach.AttachmentsViewModel;
import org.skerry.slave.ui.attach.FilePlaces;
import org.skerry.slave.ui.attach.Opener;
import org.skerry.slave.ui.connect.Master;
import org.skerry.slave.ui.entry.DraftOwner;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.entry.EntryDrafts;
import org.skerry.slave.ui.entry.EntryViewModel;
import org.skerry.slave.ui.entry.Surroundings;
import org.skerry.slave.ui.forms.FormEditorViewModel;
import org.skerry.slave.ui.history.HistoryViewModel;
import org.skerry.slave.ui.history.RemovedViewModel;
import org.skerry.slave.ui.records.RecordsViewModel;
import org.skerry.slave.ui.records.TypeChoice;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.status.StatusViewModel;
import org.skerry.slave.ui.task.Pace;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.unsent.UnsentViewModel;

/** Work with one master: what is chosen in the table opens in the form, what is saved there shows in the table. */
public final class WorkViewModel {

    /** However fast others write, the master is not asked for the open record more often. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Master master;
    private final InstantSource clock;
    private final StatusViewModel status;
    private final RecordsViewModel records;
    private final DraftOwner owner;
    private final EntryDrafts drafts;
    private final EntryViewModel entry;
    private final AttachmentsViewModel files;
    private final UiTasks tasks;
    private final ReadOnlyStringWrapper masterName;
    private final ReadOnlyObjectWrapper<Optional<FormEditorViewModel>> formEditor =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<AdminViewModel>> admin = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<UnsentViewModel>> unsent =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<HistoryViewModel>> history =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<RemovedViewModel>> removed =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /**
     * @param master joined; closed by whoever opened it
     * @param drafts where unsaved records outlive the program
     * @param places where files lie
     */
    public WorkViewModel(
            Master master,
            UiTasks tasks,
            DesktopSettings settings,
            Drafts drafts,
            FilePlaces places,
            InstantSource clock) {
        this.master = master;
        this.clock = clock;
        this.tasks = tasks;
        masterName = new ReadOnlyStringWrapper(master.name());
        status = new StatusViewModel(master, tasks);
        records = new RecordsViewModel(master, tasks, settings, clock);
        owner = new DraftOwner(
                master.key(), master.address().toString(), master.seat().person(), master.keysReplaced());
        this.drafts = new EntryDrafts(drafts, owner, tasks, clock);
        entry = new EntryViewModel(master.storage(), this.drafts, tasks, clock, settings.language(), new AroundForm());
        files = new AttachmentsViewModel(
                master.storage(),
                master.transfers(),
                tasks,
                clock,
                Opener.ofSystem(),
                places,
                new RecordFiles(master, entry, status));
        entry.record().subscribe(open -> files.refresh());
        records.selected().subscribe(chosen -> chosen.ifPresent(entry::open));
        status.state().subscribe(state -> {
            if (state == LinkState.LINKED) {
                masterName.set(master.name());
                entry.reconnected();
            }
        });
        status.isRefused().subscribe(isRefused -> entry.sendUnsent());
        Pace looking = new Pace(BETWEEN_LOOKS, tasks, clock, this::recheck);
        master.onChange(() -> tasks.show(looking::request));
        records.refresh();
    }

    private void recheck() {
        entry.recheck();
        files.refresh();
    }

    /** Who is signed in; empty if nobody is. */
    public String person() {
        return master.seat().person();
    }

    /** Whose work it is, and with which master. */
    public String owner() {
        return owner.name();
    }

    /** As the master called itself when we met it last. */
    public ReadOnlyStringProperty masterName() {
        return masterName.getReadOnlyProperty();
    }

    public StatusViewModel status() {
        return status;
    }

    public RecordsViewModel records() {
        return records;
    }

    public EntryViewModel entry() {
        return entry;
    }

    /** The files of the open record, and all that are on their way. */
    public AttachmentsViewModel files() {
        return files;
    }

    /** Begins a new record, of the type that is looked at; among all of them, of the type that it probably has. */
    public void create() {
        entry.create(
                switch (records.types().selected().get()) {
                    case TypeChoice.Named(String name) -> name;
                    case TypeChoice.Without() -> "";
                    case TypeChoice.All() -> entry.usualType();
                });
    }

    /** Whether nothing else has the place of the records. */
    private boolean showsRecords() {
        return formEditor.get().isEmpty()
                && admin.get().isEmpty()
                && unsent.get().isEmpty()
                && history.get().isEmpty()
                && removed.get().isEmpty()
                && files.preview().get().isEmpty();
    }

    /** The form that is edited; empty while none is. */
    public ReadOnlyObjectProperty<Optional<FormEditorViewModel>> formEditor() {
        return formEditor.getReadOnlyProperty();
    }

    /** Whether who sits here may change forms, as far as that is known. */
    public boolean mayEditForms() {
        return master.seat().mayChangeForms();
    }

    /** Begins to change the form of the type of the open record, else of the type that is looked at. */
    public void editForm() {
        String chosen = records.types().selected().get() instanceof TypeChoice.Named(String name) ? name : "";
        String type = entry.type().isEmpty() ? chosen : entry.type();
        if (showsRecords() && mayEditForms() && FormId.of(type).isPresent() && !type.equals(FormId.TYPE)) {
            formEditor.set(Optional.of(new FormEditorViewModel(
                    master.storage(), tasks, type, this::formSaved, () -> formEditor.set(Optional.empty()))));
        }
    }

    /** PCs and people, while an admin looks at them. */
    public ReadOnlyObjectProperty<Optional<AdminViewModel>> admin() {
        return admin.getReadOnlyProperty();
    }

    /** Whether who sits here may do what admins do. */
    public boolean isAdmin() {
        return master.administration().isPresent();
    }

    /** Shows PCs and people to an admin. */
    public void administer() {
        if (showsRecords()) {
            master.administration()
                    .ifPresent(allowed -> admin.set(Optional.of(new AdminViewModel(
                            allowed, master.address(), tasks, clock, () -> admin.set(Optional.empty())))));
        }
    }

    /** What is not on the master; empty while it is not looked at. */
    public ReadOnlyObjectProperty<Optional<UnsentViewModel>> unsent() {
        return unsent.getReadOnlyProperty();
    }

    /** Looks at what is not on the master. */
    public void showUnsent() {
        if (showsRecords()) {
            unsent.set(Optional.of(new UnsentViewModel(entry, tasks, () -> unsent.set(Optional.empty()))));
        }
    }

    /** Undoes what was offered last, of what can be undone. */
    void undo() {
        Instant offered = entry.undoOffered().orElse(Instant.MIN);
        if (files.undoOffered().filter(at -> at.isAfter(offered)).isPresent()) {
            files.undo();
        } else {
            entry.undo();
        }
    }

    /** Whether the master tells of files. */
    boolean takesFiles() {
        return master.takesFiles();
    }

    /** Whether the master keeps what records were before. */
    public boolean keepsHistory() {
        return master.keepsHistory();
    }

    /** What the open record was, while somebody looks at it. */
    public ReadOnlyObjectProperty<Optional<HistoryViewModel>> history() {
        return history.getReadOnlyProperty();
    }

    /** Looks at what the open record was. */
    public void showHistory() {
        if (showsRecords() && keepsHistory() && entry.hasHistory().getValue()) {
            entry.record()
                    .get()
                    .ifPresent(id -> history.set(Optional.of(new HistoryViewModel(
                            master.storage(), tasks, clock, id, entry.heading().get(), new AroundHistory()))));
        }
    }

    /** The removed records, while somebody looks at them. */
    public ReadOnlyObjectProperty<Optional<RemovedViewModel>> removed() {
        return removed.getReadOnlyProperty();
    }

    /** Looks at the removed records. */
    public void showRemoved() {
        if (showsRecords() && keepsHistory()) {
            removed.set(Optional.of(new RemovedViewModel(master.storage(), tasks, clock, new AroundHistory())));
        }
    }

    private void closeHistory() {
        history.set(Optional.empty());
        removed.set(Optional.empty());
    }

    /** Goes away: at once if nothing would be lost and nothing waits, else when the user has decided. */
    public void leave(Runnable then) {
        formEditor.get().ifPresent(FormEditorViewModel::close); // stays at first if something is not saved
        admin.get().ifPresent(AdminViewModel::close);
        unsent.set(Optional.empty());
        closeHistory();
        files.closePreview();
        if (formEditor.get().isEmpty()) {
            entry.depart(() -> files.depart(then));
        }
    }

    private void formSaved() {
        entry.formChanged();
        records.refresh();
    }

    UiTasks tasks() {
        return tasks;
    }

    /** Opens the selected record, which may have been closed before. */
    public void open() {
        records.selected().get().ifPresent(entry::open);
    }

    /** To be called once a second. */
    public void tick() {
        status.refresh();
        entry.tick();
        files.tick();
        admin.get().ifPresent(AdminViewModel::tick);
    }

    /** Has what is kept on this PC written to its last word; may block for a moment. Any thread. */
    public void finish() {
        try {
            drafts.finish(); // first: the time may be short
        } finally {
            files.finish();
        }
    }

    Master master() {
        return master;
    }

    private final class AroundHistory implements HistoryViewModel.Around {

        @Override
        public boolean isLinked() {
            return master.state() == LinkState.LINKED;
        }

        @Override
        public boolean isTyped() {
            return entry.isDirty().get();
        }

        @Override
        public void restored(RecordId id, Sentence told, UiTasks.Work<Boolean> undo) {
            entry.restored(id, told, undo);
        }

        @Override
        public void close() {
            closeHistory();
        }
    }

    private final class AroundForm implements Surroundings {

        @Override
        public boolean isLinked() {
            return master.state() == LinkState.LINKED;
        }

        @Override
        public Optional<Sentence> refusal() {
            return status.isRefused().get() && !isLinked() // which is told before
                    ? Optional.of(status.connection().get())
                    : Optional.empty();
        }

        @Override
        public boolean keepsHistory() {
            return master.keepsHistory();
        }

        @Override
        public void told(RecordId id, Fate fate) {
            LocalTime now = LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault());
            switch (fate) {
                case SAVED -> status.saved(now);
                case DELETED -> status.deleted(now);
                case FOUND_GONE -> {}
            }
            records.written(id);
            files.refresh();
        }
    }
}
