package org.skerry.slave.ui.work;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.IntegerBinding;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.skerry.jio.RecordId;
import org.skerry.slave.ui.admin.AdminView;
import org.skerry.slave.ui.admin.AdminViewModel;
import org.skerry.slave.ui.attach.AttachmentsView;
import org.skerry.slave.ui.attach.CourierView;
import org.skerry.slave.ui.attach.FileDrop;
import org.skerry.slave.ui.attach.PreviewView;
import org.skerry.slave.ui.attach.PreviewViewModel;
import org.skerry.slave.ui.entry.Controls;
import org.skerry.slave.ui.entry.EntryNotesView;
import org.skerry.slave.ui.entry.EntryView;
import org.skerry.slave.ui.entry.FormPreview;
import org.skerry.slave.ui.forms.FormEditorView;
import org.skerry.slave.ui.forms.FormEditorViewModel;
import org.skerry.slave.ui.help.Shortcut;
import org.skerry.slave.ui.history.HistoryView;
import org.skerry.slave.ui.history.HistoryViewModel;
import org.skerry.slave.ui.history.RemovedView;
import org.skerry.slave.ui.history.RemovedViewModel;
import org.skerry.slave.ui.records.RecordsView;
import org.skerry.slave.ui.text.Sentence;
import org.skerry.slave.ui.text.Texts;
import org.skerry.slave.ui.unsent.UnsentView;
import org.skerry.slave.ui.unsent.UnsentViewModel;

/** Types and table side by side, and the form beside them while a record is open. */
public final class WorkView extends BorderPane {

    private static final double TYPES_END = 0.2;
    private static final double TABLE_END = 0.66;

    private final WorkViewModel model;
    private final Texts texts;
    private final AttachmentsView files;
    private final EntryView entry;
    private final RecordsView records;
    private final SplitPane panes = new SplitPane();
    private double tableEnd = TABLE_END; // as the user has left it
    private Optional<Scene> scene = Optional.empty();
    private Optional<RecordId> formWanted = Optional.empty(); // somebody goes to a form that is not here yet

    public WorkView(WorkViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        files = new AttachmentsView(model.files(), texts);
        setId("work");
        entry = new EntryView(
                model.entry(),
                texts,
                Optional.<Runnable>of(model::editForm).filter(edit -> model.mayEditForms()),
                Optional.<Runnable>of(model::showHistory).filter(show -> model.keepsHistory()),
                filesButton(),
                files);
        FileDrop.install(entry, model.files(), texts);
        records = new RecordsView(model.records(), texts, this::create, model::open, this::edit);
        panes.setId("panes");
        panes.getItems().addAll(records.typesPane(), records.tablePane());
        panes.setDividerPositions(TYPES_END);
        setCenter(panes);
        setBottom(new VBox(new EntryNotesView(model.entry(), texts), new CourierView(model.files(), texts)));
        model.entry().record().map(Optional::isPresent).subscribe(this::showForm);
        model.entry().record().subscribe(this::followWish);
        model.records().selected().subscribe((before, another) -> formWanted = Optional.empty());
        model.formEditor().subscribe(this::showEditor);
        model.admin().subscribe(this::showAdmin);
        model.unsent().subscribe(this::showUnsent);
        model.history().subscribe(this::showHistory);
        model.removed().subscribe(this::showRemoved);
        model.files().preview().subscribe(this::showPreview);
    }

    /** Makes the keys work that belong to this screen. */
    public void install(Scene window) {
        scene = Optional.of(window);
        installKeys(window);
    }

    private void installKeys(Scene scene) {
        if (model.mayEditForms()) {
            Shortcut.EDIT_FORM.install(scene, model::editForm);
        }
        if (model.isAdmin()) {
            Shortcut.ADMIN.install(scene, model::administer);
        }
        if (model.keepsHistory()) {
            Shortcut.HISTORY.install(scene, model::showHistory);
            Shortcut.REMOVED.install(scene, model::showRemoved);
        }
        Shortcut.NEW_RECORD.install(scene, this::create);
        Shortcut.SEARCH.install(scene, records::focusSearch);
        Shortcut.SORT.install(scene, records::chooseOrder);
        entry.install(scene, model::undo);
        Shortcut.REFRESH.install(scene, model.records()::refresh);
        Shortcut.ATTACH.install(scene, files::choose);
        Shortcut.PASTE_FILES.install(scene, files::paste);
    }

    /** Goes to where most people begin: the search. */
    public void focus() {
        applyCss(); // the panes are in the window only when they have got their skin
        records.focusSearch();
    }

    private void create() {
        model.create();
        entry.focus();
    }

    /** Goes to the form of the selected record, at once or as soon as it is here. */
    private void edit() {
        formWanted = model.records().selected().get();
        model.open();
        followWish(model.entry().record().get());
    }

    private void followWish(Optional<RecordId> open) {
        if (open.isPresent() && open.equals(formWanted)) {
            formWanted = Optional.empty();
            entry.focus();
        }
    }

    /** The editor of a form has the window for itself, and the keys. */
    private void showEditor(Optional<FormEditorViewModel> editor) {
        if (editor.isEmpty()) {
            showRecords();
            return;
        }
        FormPreview preview = new FormPreview(model.master().storage(), model.tasks(), texts);
        FormEditorView view = new FormEditorView(editor.get(), preview, texts);
        setCenter(view);
        scene.ifPresent(view::install);
        Platform.runLater(view::focus); // it has no place yet
    }

    private void showRecords() {
        setCenter(panes);
        scene.ifPresent(this::installKeys);
    }

    /** So have PCs and people. */
    private void showAdmin(Optional<AdminViewModel> admin) {
        if (admin.isEmpty()) {
            showRecords();
            return;
        }
        AdminView view = new AdminView(admin.get(), texts);
        setCenter(view);
        scene.ifPresent(view::install);
        Platform.runLater(view::focus); // it has no place yet
    }

    /** So has what is not on the master. */
    private void showUnsent(Optional<UnsentViewModel> list) {
        if (list.isEmpty()) {
            showRecords();
            return;
        }
        UnsentView view = new UnsentView(list.get(), texts);
        setCenter(view);
        scene.ifPresent(view::install);
        Platform.runLater(view::focus); // it has no place yet
    }

    /** So has what a record was. */
    private void showHistory(Optional<HistoryViewModel> history) {
        if (history.isEmpty()) {
            showRecords();
            return;
        }
        HistoryView view = new HistoryView(history.get(), texts);
        setCenter(view);
        scene.ifPresent(view::install);
        Platform.runLater(view::focus); // it has no place yet
    }

    /** So have the removed records. */
    private void showRemoved(Optional<RemovedViewModel> removed) {
        if (removed.isEmpty()) {
            showRecords();
            return;
        }
        RemovedView view = new RemovedView(removed.get(), texts);
        setCenter(view);
        scene.ifPresent(view::install);
        Platform.runLater(view::focus); // it has no place yet
    }

    /** So has a file that is looked at. */
    private void showPreview(Optional<PreviewViewModel> preview) {
        if (preview.isEmpty()) {
            boolean wasShown = getCenter() instanceof PreviewView;
            showRecords();
            if (wasShown) {
                files.focus();
            }
            return;
        }
        PreviewView view = new PreviewView(model.files(), preview.get(), texts);
        setCenter(view);
        scene.ifPresent(view::install);
        Platform.runLater(view::focus); // it has no place yet
    }

    /** Says how many files the record has, and leads to them. */
    private Node filesButton() {
        IntegerBinding count = Bindings.size(model.files().files());
        Button button = Controls.button("entry-files", count.map(Object::toString), () -> {
            entry.showBelow();
            files.focus();
        });
        button.setGraphic(new FontIcon(Feather.PAPERCLIP));
        button.getStyleClass().addAll(Styles.FLAT, "files-count");
        ObservableValue<String> word =
                texts.of(Bindings.createObjectBinding(() -> Sentence.of("attach.jump", count.get()), count));
        button.accessibleTextProperty().bind(word);
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty().bind(word);
        button.setTooltip(tooltip);
        button.setVisible(model.takesFiles());
        button.setManaged(model.takesFiles());
        return button;
    }

    /** The table has the room of the form while there is none, and the focus that was in it. */
    private void showForm(boolean isOpen) {
        boolean isShown = panes.getItems().contains(entry);
        if (isOpen && !isShown) {
            double typesEnd = panes.getDividerPositions()[0];
            panes.getItems().add(entry);
            panes.setDividerPositions(typesEnd, tableEnd);
            panes.applyCss(); // what is inside belongs to the scene from then on, and can have the focus
            panes.layout();
        } else if (!isOpen && isShown) {
            double[] ends = panes.getDividerPositions();
            tableEnd = ends[1];
            boolean hadFocus = entry.isFocusWithin();
            panes.getItems().remove(entry);
            panes.setDividerPositions(ends[0]);
            if (hadFocus) {
                records.focusTable();
            }
        }
    }
}
