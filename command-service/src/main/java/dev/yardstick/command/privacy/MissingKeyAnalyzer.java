package dev.yardstick.command.privacy;

import dev.yardstick.command.privacy.ConfiguredKeys.MissingKeyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which key is missing, without how that was found out. */
class MissingKeyAnalyzer extends AbstractFailureAnalyzer<MissingKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, MissingKeyException cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
