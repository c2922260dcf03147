package org.skerry.jio.memory;

import org.skerry.jio.Storage;
import org.skerry.jio.UploadContract;

class MemoryUploadsTest extends UploadContract {

    @Override
    protected Storage open() {
        return new MemoryStorage();
    }
}
