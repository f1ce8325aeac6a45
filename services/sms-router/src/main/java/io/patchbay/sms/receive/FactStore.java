package io.patchbay.sms.receive;

import io.patchbay.proto.event.v1.SmsFact;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.delivery.Report;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Database.Transaction;
import io.patchbay.sms.store.Inbound;
import io.patchbay.sms.store.Reports;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes short message facts into the ledger, each once. Thread-safe.
public final class FactStore {
  private static final Logger LOG = LoggerFactory.getLogger(FactStore.class);
  private static final int FLUSH_BATCH = 100;

  private final Database database;
  private final Configuration configuration;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final LongAdder taken = new LongAdder();
  private final LongAdder repeated = new LongAdder();

  public FactStore(
      Database database, Configuration configuration, InstantSource clock, Supplier<String> ids) {
    this.database = database;
    this.configuration = configuration;
    this.clock = clock;
    this.ids = ids;
  }

  /// Takes a batch in one transaction; when this returns it is safe.
  public void take(List<SmsFact> facts) {
    int fresh =
        database.transact(transaction -> {
          int count = 0;
          for (SmsFact fact : facts) {
            count += take(transaction, fact) ? 1 : 0;
          }
          return count;
        });
    taken.add(fresh);
    repeated.add(facts.size() - fresh);
  }

  private boolean take(Transaction transaction, SmsFact fact) throws SQLException {
    return switch (fact.getPduCase()) {
      case DELIVER ->
          inbound(transaction)
              .take(fact.getFactId(), fact.getLine(), fact.getDeliver().toByteArray());
      case STATUS_REPORT -> report(transaction, fact);
      case PDU_NOT_SET -> {
        LOG.warn("fact {} of edge {} carries nothing", fact.getFactId(), fact.getEdge());
        yield false;
      }
    };
  }

  /// A report nobody can read is kept like a message nobody can read.
  private boolean report(Transaction transaction, SmsFact fact) throws SQLException {
    byte[] pdu = fact.getStatusReport().toByteArray();
    Optional<Report> report = Report.read(pdu);
    return report.isPresent()
        ? Reports.take(
            transaction, fact.getFactId(), fact.getLine(), report.get(), pdu, clock.instant())
        : inbound(transaction).take(fact.getFactId(), fact.getLine(), pdu);
  }

  /// Shows long messages whose missing parts did not come.
  ///
  /// @return whether there may be more
  public boolean flush() {
    return database.transact(transaction -> inbound(transaction).flush(FLUSH_BATCH)) == FLUSH_BATCH;
  }

  private Inbound inbound(Transaction transaction) {
    Instant now = clock.instant();
    Configuration.Snapshot snapshot = configuration.now();
    return new Inbound(
        transaction,
        ids,
        new Inbound.Recipients() {
          @Override
          public String ownNumber(String line) {
            return snapshot.line(line).getNumber();
          }

          @Override
          public String extension(String line) {
            return snapshot.extension(line);
          }

          @Override
          public boolean acts(String line) {
            var messages = snapshot.line(line).getMessages();
            return messages.hasOwnNumber() || messages.hasAutoReply();
          }
        },
        now);
  }

  /// Facts that were new.
  public long taken() {
    return taken.sum();
  }

  /// Facts that had been taken before.
  public long repeated() {
    return repeated.sum();
  }
}
