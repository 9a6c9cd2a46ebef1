package dev.imageportal.defaults;

import java.util.Optional;

/// A request's right to do what it was sent for. Closing it gives the right back, unless the request was answered.
public interface Claim extends AutoCloseable {

    /// A request as it is known again.
    interface Mark {

        /// What to keep of the request and its answer.
        Kept keep(String answer);

        /// The answer that was kept, or nothing when that was a different request.
        Optional<String> answerIn(Kept kept);
    }

    /// What is kept of a request that was answered.
    ///
    /// @param fingerprint at most 64 characters of ASCII, by which the request is known again
    record Kept(String fingerprint, String answer) {}

    /// The answer that the same request got before; then nothing is left to do.
    ///
    /// @throws ProblemException 422 when the key was used for a different request
    Optional<String> earlierAnswer(Mark request);

    /// Keeps an answer for repetitions of the request. Called in the transaction that makes the answer true.
    ///
    /// @throws ProblemException 409 when the claim was lost to a repetition, as this process
    ///     stood still or was cut off from the database for too long: the transaction must not commit
    void keep(Mark request, String answer);

    @Override
    void close();
}
