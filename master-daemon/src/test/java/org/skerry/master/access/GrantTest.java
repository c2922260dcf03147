package org.skerry.master.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skerry.jio.JsonText;
import tools.jackson.databind.node.ObjectNode;

class GrantTest {

    @Test
    void comesBackAsItWasWritten() {
        Grant grant = Grant.parse("writer", "Ship,Crew=reader,-", true, "wage, phone");
        ObjectNode json = JsonText.object();

        grant.write(json);

        assertEquals(grant, Grant.read(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"boss\"}",
                "{\"role\":\"writer\",\"types\":\"Ship\"}",
                "{\"role\":\"writer\",\"types\":{\"Ship\":7}}",
                "{\"role\":\"writer\",\"own\":\"yes\"}",
                "{\"role\":\"writer\",\"hidden\":\"wage\"}",
                "{\"role\":\"writer\",\"hidden\":[\"wage\",null]}",
                "{\"role\":\"writer\",\"hidden\":[\"\"]}"
            })
    void aDamagedLimitIsNotLeftOut(String json) {
        assertThrows(IllegalArgumentException.class, () -> Grant.read(JsonText.read(json)));
    }
}
