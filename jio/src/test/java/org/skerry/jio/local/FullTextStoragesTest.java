package org.skerry.jio.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.jio.local.index.LuceneWords;
import org.skerry.jio.memory.MemoryStorage;
import org.skerry.jio.query.AllDocsJson;
import org.skerry.jio.query.Answer;
import org.skerry.jio.query.AnswerJson;

class FullTextStoragesTest {

    private static Answer found(Storage storage) {
        return storage.allDocs(AllDocsJson.read(JsonText.read("""
                {"query":"SearchableText:\\"hopital paris\\"","highlight":true,"select_list":["city"],"facets":["city"]}""")));
    }

    @Test
    void wordsAreFoundByManyAtATimeInEachStorage(@TempDir Path folder) throws Exception {
        for (Storage storage : List.of(LocalStorage.open(folder), new MemoryStorage(new LuceneWords()))) {
            try (storage;
                    var threads = Executors.newFixedThreadPool(4)) {
                storage.put(
                        new RecordId("a"),
                        JsonText.object().put("name", "Parisse").put("city", "Lyon hôpital"));
                storage.put(
                        new RecordId("b"),
                        JsonText.object().put("name", "Hôpitaux").put("city", "Paris"));
                storage.put(
                        new RecordId("c"),
                        JsonText.object().put("name", "Curie").put("city", "Paris"));
                List<Callable<Answer>> asked = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    asked.add(() -> found(storage));
                }

                for (var answer : threads.invokeAll(asked)) {
                    assertEquals(JsonText.read("""
                            {"data":{"rows":[
                             {"id":"b","value":{"city":"Paris"},"highlights":[
                              {"field":"name","text":"Hôpitaux","marks":[[0,8]]},{"field":"city","text":"Paris","marks":[[0,5]]}]},
                             {"id":"a","value":{"city":"Lyon hôpital"},"highlights":[
                              {"field":"name","text":"Parisse","marks":[[0,7]]},{"field":"city","text":"Lyon hôpital","marks":[[5,12]]}]}],
                             "total_rows":2,"total_count":2,"facets":[{"field":"city","distinct":2,"values":[
                              {"value":"Lyon hôpital","count":1},{"value":"Paris","count":1}]}]}}"""), JsonText.read(JsonText.write(AnswerJson.write(answer.get()))));
                }
            }
        }
    }
}
