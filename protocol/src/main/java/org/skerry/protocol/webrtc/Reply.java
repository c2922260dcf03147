package org.skerry.protocol.webrtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.skerry.jio.StorageException;

/** The library's word on one call about a description; waited for by the caller, never in a callback. */
final class Reply implements CreateSessionDescriptionObserver, SetSessionDescriptionObserver {

    /** Answers take 1 ms; a process that was stopped or a machine that swaps may take longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CompletableFuture<Optional<RTCSessionDescription>> word = new CompletableFuture<>();

    @Override
    public void onSuccess(RTCSessionDescription description) {
        word.complete(Optional.of(description));
    }

    @Override
    public void onSuccess() {
        word.complete(Optional.empty());
    }

    @Override
    public void onFailure(String error) {
        word.completeExceptionally(new IllegalArgumentException("WebRTC does not take this description: " + error));
    }

    /** @throws IllegalArgumentException if the library refused */
    RTCSessionDescription description() throws InterruptedException {
        return await().orElseThrow(() -> new IllegalStateException("a description was expected"));
    }

    /** @throws IllegalArgumentException if the library refused */
    Optional<RTCSessionDescription> await() throws InterruptedException {
        try {
            return word.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            throw new IllegalArgumentException(refused.getCause().getMessage(), refused);
        } catch (TimeoutException late) {
            throw new StorageException.Unreachable(
                    "WebRTC did not answer within " + PATIENCE.toSeconds() + " s.", late);
        }
    }
}
