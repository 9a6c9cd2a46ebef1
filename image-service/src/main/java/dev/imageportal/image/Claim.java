package dev.imageportal.image;

import java.util.Optional;

/// A request's right to do what it was sent for. Closing it gives the right back, unless the request was answered.
interface Claim extends AutoCloseable {

    /// The answer that the same request got before; then nothing is left to do.
    ///
    /// @throws dev.imageportal.defaults.ProblemException 422 when the key was used for a different request
    Optional<String> earlierAnswer(Fingerprint request);

    /// Keeps an answer for repetitions of the request. Called in the transaction that makes the answer true.
    ///
    /// @throws dev.imageportal.defaults.ProblemException 409 when the claim was lost to a repetition, as this process
    ///     stood still or was cut off from the database for too long: the transaction must not commit
    void keep(Fingerprint request, String answer);

    @Override
    void close();
}
