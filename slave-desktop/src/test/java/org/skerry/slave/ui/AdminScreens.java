package org.skerry.slave.ui;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Parent;
import org.skerry.jio.StorageException;
import org.skerry.slave.admin.Administration.Backup;
import org.skerry.slave.admin.FakeAdministration;
import org.skerry.slave.admin.Grant;
import org.skerry.slave.admin.Role;
import org.skerry.slave.ui.admin.AdminViewModel;
import org.skerry.slave.ui.admin.AdminViewModel.Side;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMaster;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.task.TestTasks;
import org.skerry.slave.ui.text.Texts;

/** PCs and people in the situations in which they look different. */
final class AdminScreens {

    private AdminScreens() {}

    private static FakeAdministration site() {
        Map<String, Role> types = new LinkedHashMap<>();
        types.put("Ship", Role.WRITER);
        types.put("Crew", Role.READER);
        FakeAdministration site = new FakeAdministration()
                .pc("Front office", Grant.of(Role.ADMIN), true)
                .pc("厨房", new Grant(Role.WRITER, Optional.empty(), true, List.of("wage", "phone")), true)
                .pc("Captain’s cabin, port side", new Grant(Role.WRITER, Optional.of(types), false, List.of()), false)
                .pc("Notice board", Grant.of(Role.READER), true)
                .pc("Old laptop", Grant.of(Role.WRITER), false);
        site.revokePc("KEY0004");
        return site;
    }

    private static FakeAdministration crew() {
        return site().person("Ana Silva", Grant.of(Role.ADMIN))
                .person("李伟", Grant.of(Role.WRITER))
                .person(
                        "Marie-Claire Dupont",
                        new Grant(Role.READER, Optional.of(Map.of("Ship", Role.READER)), false, List.of("wage")));
    }

    static Parent pcs(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, site(), admin -> {});
    }

    static Parent pc(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, site(), admin -> {
            admin.pcs().showsRevoked().set(true);
            choose(admin, 2);
        });
    }

    static Parent here(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, site(), admin -> {
            choose(admin, 0);
            admin.pcs().revoke();
        });
    }

    static Parent adding(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, site(), admin -> {
            admin.pcs().add();
            admin.pcs().rights().hidden().set("owner");
            admin.pcs().makeCode();
        });
    }

    static Parent code(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, site(), admin -> {
            admin.pcs().add();
            admin.pcs().makeCode();
        });
    }

    static Parent joined(DesktopSettings settings, Texts texts) {
        FakeAdministration site = site();
        return screen(settings, texts, site, admin -> {
            admin.pcs().add();
            admin.pcs().makeCode();
            site.join("Galley");
            admin.refresh();
        });
    }

    static Parent forbidden(DesktopSettings settings, Texts texts) {
        FakeAdministration site = site();
        return screen(settings, texts, site, admin -> {
            site.refuse(new StorageException.Forbidden("no"));
            admin.refresh();
        });
    }

    static Parent nobody(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, site(), admin -> admin.side().set(Side.PEOPLE));
    }

    static Parent first(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, site(), admin -> {
            admin.side().set(Side.PEOPLE);
            admin.people().add();
            admin.people().name().set("Ana Silva");
            admin.people().secret().set("red mullet");
            admin.people().save();
        });
    }

    static Parent person(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, crew(), admin -> {
            admin.side().set(Side.PEOPLE);
            admin.people().selected().set(Optional.of(admin.people().list().get(1)));
        });
    }

    static Parent pin(DesktopSettings settings, Texts texts) {
        return screen(settings, texts, crew(), admin -> {
            admin.side().set(Side.PEOPLE);
            admin.people().add();
            admin.people().name().set("王芳");
            admin.people().wantsPin().set(true);
            admin.people().save();
        });
    }

    private static void choose(AdminViewModel admin, int place) {
        admin.pcs().selected().set(Optional.of(admin.pcs().list().get(place)));
    }

    static Parent noBackup(DesktopSettings settings, Texts texts) {
        return backup(settings, texts, Optional.empty());
    }

    static Parent oldBackup(DesktopSettings settings, Texts texts) {
        return backup(settings, texts, Optional.of(Instant.parse("2026-11-02T10:00:00Z")));
    }

    /** Seen while an admin works with records. */
    private static Parent backup(DesktopSettings settings, Texts texts, Optional<Instant> last) {
        return new MainView(working(settings, site().backup(new Backup(true, last))), texts);
    }

    private static MainViewModel working(DesktopSettings settings, FakeAdministration site) {
        FakeMaster master = FakeMaster.joined().administered(site);
        MainViewModel model = new MainViewModel(
                (address, pairing, progress) -> master,
                TestTasks.direct(),
                settings,
                Drafts.NONE,
                TestPlaces.BUILD,
                InstantSource.fixed(Instant.parse("2026-11-28T14:00:00Z")));
        model.connect().address().set("192.168.1.5");
        model.connect().connect();
        return model;
    }

    private static Parent screen(
            DesktopSettings settings, Texts texts, FakeAdministration site, Consumer<AdminViewModel> situation) {
        MainViewModel model = working(settings, site);
        MainView view = new MainView(model, texts);
        model.work().get().orElseThrow().administer();
        situation.accept(model.work().get().orElseThrow().admin().get().orElseThrow());
        return view;
    }
}
