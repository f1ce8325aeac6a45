package io.patchbay.dialplan.limit;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.SelfTest;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.routing.conduct.HelpAlarms;
import io.patchbay.routing.emergency.SelfTests;
import io.patchbay.routing.limit.Answer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once a day by which ways everybody would reach help (catalogue E4, 7). Every replica does,
/// the ledger takes one result, and the replica whose it was tells people. Thread-safe; never
/// blocks.
public final class EmergencySelfTest {
  private static final Logger LOG = LoggerFactory.getLogger(EmergencySelfTest.class);

  private final Quotas quotas;
  private final Supplier<Documents> documents;
  private final Function<Instant, EmergencyReport> check;
  private final InstantSource clock;
  private final BiConsumer<Instant, List<String>> tell;

  /// @param check as lines are at a moment
  /// @param tell when the test was to be, and what is wrong; nothing may be
  public EmergencySelfTest(
      Quotas quotas,
      Supplier<Documents> documents,
      Function<Instant, EmergencyReport> check,
      InstantSource clock,
      BiConsumer<Instant, List<String>> tell) {
    this.quotas = quotas;
    this.documents = documents;
    this.check = check;
    this.clock = clock;
    this.tell = tell;
  }

  /// To be called every few seconds.
  public void tick() {
    if (!quotas.ready()) {
      return;
    }
    Instant now = clock.instant();
    Optional<Instant> due = SelfTests.due(documents.get().settings().getEmergency(), now);
    due.filter(at -> !quotas.look(ledger -> ledger.conduct().counted(HelpAlarms.SELF_TEST, at)))
        .ifPresent(at -> test(at, now));
  }

  private void test(Instant due, Instant now) {
    List<String> problems = SelfTests.problems(check.apply(now));
    Timestamp at = Timestamps.fromMillis(due.toEpochMilli());
    var _ =
        quotas
            .ask(
                LedgerEntry.newBuilder()
                    .setAt(Timestamps.fromMillis(now.toEpochMilli()))
                    .setSelfTest(SelfTest.newBuilder().setDueAt(at).addAllProblems(problems)))
            .thenAccept(answer -> {
              if (answer instanceof Answer.Done) {
                LOG.info("self-test of emergency calls: {}", problems);
                tell.accept(due, problems);
              }
            });
  }
}
