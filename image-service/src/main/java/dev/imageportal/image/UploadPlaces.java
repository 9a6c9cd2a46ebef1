package dev.imageportal.image;

import java.util.HashMap;
import java.util.Map;

/// Room for uploads in flight: for so many at once, and for so many of one person's that others find room as well.
final class UploadPlaces {

    private final int all;
    private final int each;
    private final Map<String, Integer> taken = new HashMap<>();
    private int inFlight;

    UploadPlaces(int all, int each) {
        this.all = all;
        this.each = each;
    }

    /// @return false when there is no room; else the caller leaves the place in the end
    synchronized boolean take(String username) {
        int own = taken.getOrDefault(username, 0);
        if (inFlight >= all || own >= each) {
            return false;
        }
        taken.put(username, own + 1);
        inFlight++;
        return true;
    }

    synchronized void leave(String username) {
        taken.computeIfPresent(username, (_, own) -> own > 1 ? own - 1 : null);
        inFlight--;
    }

    synchronized int inFlight() {
        return inFlight;
    }
}
