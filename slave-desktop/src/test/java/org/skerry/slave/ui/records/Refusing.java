package org.skerry.slave.ui.records;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.skerry.jio.Storage;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.AllDocs;

/** A storage that does not understand queries with a certain word. */
public final class Refusing {

    private Refusing() {}

    public static Storage queriesWith(String word, Storage storage) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments[0] instanceof AllDocs request
                            && String.valueOf(request.query()).contains(word)) {
                        throw new StorageException.BadRequest("No key schema for '" + word + "'.");
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
