package org.skerry.slave.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.query.AllDocs;
import org.skerry.protocol.about.Release;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkFailure.Obstacle;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.attach.TestPlaces;
import org.skerry.slave.ui.connect.FakeMasters;
import org.skerry.slave.ui.entry.Drafts;
import org.skerry.slave.ui.report.SystemReport;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.SavedSettings;
import org.skerry.slave.ui.text.Language;

@Tag("ui")
@Timeout(120)
class SlaveWindowTest {

    private final FakeMasters masters = new FakeMasters();
    private final DesktopSettings settings = new DesktopSettings(SavedSettings.defaults());
    private SlaveWindow content;
    private UiDriver user;

    @BeforeEach
    void open() {
        settings.language().set(Language.ENGLISH);
        UiDriver.start();
        content = UiDriver.fx(() ->
                new SlaveWindow(masters, settings, Drafts.NONE, TestPlaces.BUILD, InstantSource.system(), 1000, 700));
        user = UiDriver.show(content::scene);
    }

    @AfterEach
    void close() {
        user.close();
    }

    @Test
    void aMasterIsJoinedAndARecordEnteredWithTheKeyboardAlone() {
        user.settleUntil("the address has the focus", () -> focused("address"));
        user.type("192.168.1.5");
        user.press(KeyCode.ENTER);
        user.settleUntil(
                "the master is joined", () -> content.model().work().get().isPresent());
        user.press(KeyCode.CONTROL, KeyCode.N);
        user.settleUntil("the type has the focus", () -> focused("entry-type"));
        user.type("Person");
        user.press(KeyCode.TAB);
        user.press(KeyCode.ENTER);
        user.settleUntil("the name of the new field has the focus", () -> focused("field-add-name"));
        user.type("name");
        user.press(KeyCode.ENTER);
        user.settleUntil("the new field has the focus", () -> focused("field-name"));
        user.type("李薇");
        user.press(KeyCode.CONTROL, KeyCode.S);
        user.settleUntil(
                "the record is in the table",
                () -> user.stage().getScene().lookup("#rows") instanceof TableView<?> rows
                        && rows.getItems().size() == 1);

        assertEquals("Connected to Front office", text("status-connection"));
        assertEquals(
                List.of("李薇"),
                masters.opened().getFirst().storage().allDocs(AllDocs.EVERYTHING).rows().stream()
                        .map(row -> masters.opened()
                                .getFirst()
                                .storage()
                                .get(row.id())
                                .path("name")
                                .stringValue())
                        .toList());
    }

    @Test
    void aMistakeInTheAddressIsShownWhileTyping() {
        user.click("address");
        user.type("192.168.1.300");
        String wrong = text("address-mistake");
        boolean mayConnect = !user.find("connect-button", Labeled.class).isDisabled();
        user.press(KeyCode.BACK_SPACE);

        assertEquals("Not complete: four numbers from 0 to 255, as in 192.168.1.5.", wrong);
        assertFalse(mayConnect);
        assertFalse(user.isVisible("address-mistake"));
        assertFalse(user.find("connect-button", Labeled.class).isDisabled());
    }

    @Test
    void aFailureIsToldInTheLanguageThatIsChosenAfterwards() {
        masters.fail(new LinkFailure.Unreachable(Obstacle.NO_WAY, "no way"));
        user.click("address");
        user.type("192.168.1.5");
        user.click("connect-button");
        user.settleUntil(
                "it has failed",
                () -> user.stage().getScene().lookup("#connect-failure").isVisible());
        String english = text("connect-failure");

        user.click("settings-button");
        user.click("language-fr");

        assertEquals(
                List.of(
                        "This PC has no connection to 192.168.1.5. Check the network cable or the Wi-Fi, then the address.",
                        "Cet ordinateur n’a pas de liaison vers 192.168.1.5. Vérifiez le câble réseau ou le Wi-Fi, puis l’adresse."),
                List.of(english, text("connect-failure")));
        assertEquals("192.168.1.5", user.find("address", TextField.class).getText());
        assertEquals(Language.FRENCH, settings.language().get());
    }

    @Test
    void whoHasJoinedCanSearchAtOnce() {
        join();
        user.settleUntil("the search has the focus", () -> focused("search"));

        user.press(KeyCode.ENTER); // not taken for a press of the button that leaves the master

        assertTrue(content.model().work().get().isPresent());
    }

    @Test
    void whatIsTypedSurvivesALostConnection() {
        join();
        user.press(KeyCode.CONTROL, KeyCode.N);
        user.type("half a");
        masters.opened().getFirst().state(LinkState.OFFLINE);
        user.settleUntil("the loss is told", () -> text("status-connection").startsWith("Front office is away"));
        user.type(" sentence");
        masters.opened().getFirst().state(LinkState.LINKED);
        user.settleUntil("the return is told", () -> text("status-connection").startsWith("Connected"));

        assertEquals(
                "half a sentence",
                user.find("entry-type-text", TextInputControl.class).getText());
    }

    @Test
    void theFormTakesRoomWhileARecordIsOpenOnly() {
        join();
        masters.opened()
                .getFirst()
                .storage()
                .put(
                        new RecordId("ana"),
                        JsonText.object().put("portal_type", "Person").put("name", "Ana"));
        user.press(KeyCode.F5);
        user.settleUntil("the record is there", () -> rows().getItems().size() == 1);
        double whole = UiDriver.fx(() -> rows().getWidth());
        UiDriver.fx(() -> {
            rows().requestFocus();
            return null;
        });

        user.press(KeyCode.HOME);
        user.settleUntil("it is open", () -> content.scene().lookup("#entry") != null);
        user.settle();
        double beside = UiDriver.fx(() -> rows().getWidth());
        boolean staysInTable = focused("rows");
        user.press(KeyCode.ENTER);
        user.settleUntil("the form has the focus", () -> focused("field-name"));
        user.press(KeyCode.ESCAPE);
        user.settleUntil("the table has the focus", () -> focused("rows"));
        user.settle();

        assertTrue(beside < whole - 200, beside + " of " + whole);
        assertTrue(staysInTable);
        assertNull(content.scene().lookup("#entry"));
        assertEquals(whole, UiDriver.fx(() -> rows().getWidth()), 2);
        user.press(KeyCode.ENTER);
        user.settleUntil("it is open again", () -> content.scene().lookup("#entry") != null);
    }

    @Test
    void theKeysAreListedOnF1() {
        user.press(KeyCode.F1);

        assertEquals(
                "Keyboard shortcuts", user.find("shortcuts-title", Label.class).getText());
    }

    @Test
    void whatRunsHereIsToldAndCopied() {
        user.click("about-button");
        String version = user.find("about-version", Label.class).getText();
        user.settleUntil(
                "the parts are read",
                () -> user.find("about-parts", ListView.class).getItems().contains("Skerry"));
        user.click("about-copy");

        assertEquals("Version " + Release.here().version(), version);
        assertEquals(
                SystemReport.of(Release.here()),
                UiDriver.fx(() -> Clipboard.getSystemClipboard().getString()));
    }

    @Test
    void anOpenMasterIsMarked() {
        join();

        assertEquals("Trial: everybody may enter", text("status-open"));
    }

    @Test
    void leavingAMasterLeadsBackToTheFirstScreenWhereItIsRemembered() {
        join();

        user.click("leave");
        user.settleUntil("it is let go", () -> masters.opened().getFirst().isClosed());

        assertTrue(user.isVisible("recent-0"));
        assertEquals(Optional.empty(), content.model().work().get());
    }

    @Test
    void aFaultThatNobodyForesawIsShownWithAReportToCopy() {
        UiDriver.fx(() -> {
            content.errors().show(new IllegalStateException("a fault for this test"));
            return null;
        });
        user.settle();
        user.click("error-copy");

        String copied = UiDriver.fx(() -> Clipboard.getSystemClipboard().getString());
        assertTrue(copied.contains("java.lang.IllegalStateException: a fault for this test"), copied);
    }

    @Test
    void whoFollowsALinkToAnotherMasterIsAskedAboutWhatIsNotSaved() {
        join();
        user.press(KeyCode.CONTROL, KeyCode.N);
        user.settleUntil("the type has the focus", () -> focused("entry-type"));
        user.type("half a sentence");

        open("skerry://10.0.0.7/");

        assertTrue(content.model().work().get().isPresent());
        assertEquals(
                "half a sentence",
                user.find("entry-type-text", TextInputControl.class).getText());
    }

    @Test
    void whoFollowsALinkToAnotherMasterLeavesThisOne() {
        join();

        open("skerry://10.0.0.7/?code=271828");
        user.settleUntil("it is let go", () -> masters.opened().getFirst().isClosed());

        assertEquals(
                "This link leads to 10.0.0.7, where this PC has never been. Press Enter to connect, if you trust whoever sent it.",
                text("connect-question"));
        assertEquals(1, masters.opened().size());
        user.settleUntil("the address has the focus", () -> focused("address"));
        user.press(KeyCode.ENTER);
        user.settleUntil(
                "the master is joined", () -> content.model().work().get().isPresent());
        assertEquals("10.0.0.7", masters.opened().getLast().address().host());
    }

    @Test
    void aLinkToThisMasterOrToNoneLeavesEverythingAsItIs() {
        join();
        open("skerry://192.168.1.5/");
        assertTrue(content.model().work().get().isPresent());

        open("skerry://192.168.1/");

        assertEquals(
                "Not complete: four numbers from 0 to 255, as in 192.168.1.5.",
                user.find("refusal-sentence", Label.class).getText());
        user.click("refusal-close");
        assertTrue(content.model().work().get().isPresent());
        assertEquals(1, masters.opened().size());
    }

    private void open(String given) {
        UiDriver.fx(() -> {
            content.open(given);
            return null;
        });
        user.settle();
    }

    private void join() {
        UiDriver.fx(() -> {
            content.open("192.168.1.5");
            return null;
        });
        user.settleUntil(
                "the master is joined", () -> content.model().work().get().isPresent());
        user.settle();
    }

    private TableView<?> rows() {
        return (TableView<?>) content.scene().lookup("#rows");
    }

    private boolean focused(String id) {
        return content.scene().getFocusOwner() != null
                && id.equals(content.scene().getFocusOwner().getId());
    }

    private String text(String id) {
        return content.scene().lookup("#" + id) instanceof Label label ? label.getText() : "";
    }
}
