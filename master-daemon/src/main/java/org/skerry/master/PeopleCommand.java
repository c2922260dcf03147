package org.skerry.master;

import java.util.function.Function;
import org.skerry.jio.JsonText;
import org.skerry.master.console.PeopleScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skerry people}: who signs in at the PCs. */
@Command(
        name = "people",
        description =
                "Lists the people who may sign in, or changes who they are. As soon as there is one, nobody does anything"
                        + " at a PC without signing in.",
        subcommands = {
            PeopleCommand.Add.class,
            PeopleCommand.Grant.class,
            PeopleCommand.Password.class,
            PeopleCommand.Disable.class,
            PeopleCommand.Enable.class,
            PeopleCommand.Remove.class
        })
final class PeopleCommand extends AskCommand {

    PeopleCommand() {
        super("people", PeopleScreen::people);
    }

    /** A command about one person. */
    private abstract static class OfPerson extends AskCommand {

        @Parameters(index = "0", paramLabel = "NAME", description = "the person's name")
        private String name = "";

        OfPerson(String question, Function<JsonNode, String> screen) {
            super(question, screen);
        }

        @Override
        ObjectNode wish() {
            return JsonText.object().put("name", name);
        }
    }

    /** {@code skerry people add}. */
    @Command(name = "add", description = "Adds a person, who may sign in from now on.")
    static final class Add extends OfPerson {

        @Mixin
        private GrantOptions grant = new GrantOptions();

        @Mixin
        private SecretOptions secret = new SecretOptions();

        Add() {
            super("person-add", PeopleScreen::added);
        }

        @Override
        ObjectNode wish() {
            ObjectNode wish = super.wish();
            grant.addTo(wish);
            secret.addTo(wish);
            return wish;
        }
    }

    /** {@code skerry people grant}. */
    @Command(
            name = "grant",
            description = "Says anew what a person may do, at once; what is not given is as for a new person.")
    static final class Grant extends OfPerson {

        @Mixin
        private GrantOptions grant = new GrantOptions();

        Grant() {
            super("person-grant", PeopleScreen::granted);
        }

        @Override
        ObjectNode wish() {
            ObjectNode wish = super.wish();
            grant.addTo(wish);
            return wish;
        }
    }

    /** {@code skerry people password}. */
    @Command(name = "password", description = "Gives a person a new password, and signs the person out everywhere.")
    static final class Password extends OfPerson {

        @Mixin
        private SecretOptions secret = new SecretOptions();

        Password() {
            super("person-password", PeopleScreen::renewed);
        }

        @Override
        ObjectNode wish() {
            ObjectNode wish = super.wish();
            secret.addTo(wish);
            return wish;
        }
    }

    /** {@code skerry people disable}. */
    @Command(
            name = "disable",
            description = "Does not let a person sign in for now, and signs the person out everywhere.")
    static final class Disable extends OfPerson {

        Disable() {
            super("person-disable", PeopleScreen::able);
        }
    }

    /** {@code skerry people enable}. */
    @Command(name = "enable", description = "Lets a person sign in again.")
    static final class Enable extends OfPerson {

        Enable() {
            super("person-enable", PeopleScreen::able);
        }
    }

    /** {@code skerry people remove}. */
    @Command(name = "remove", description = "Takes a person off the list, at once; records and audit keep the name.")
    static final class Remove extends OfPerson {

        Remove() {
            super("person-remove", PeopleScreen::removed);
        }
    }
}
