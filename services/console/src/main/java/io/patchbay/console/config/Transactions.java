package io.patchbay.console.config;

import io.patchbay.contract.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One piece of work, one transaction; a database that is away is a [Fault].
final class Transactions {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private final DataSource dataSource;

  Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// Commits when the work returns, else takes everything back. Blocks.
  <T> T run(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        T result = work.on(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      LOG.warn("configuration database: {}", e.getMessage());
      throw new Fault(Fault.Kind.UNAVAILABLE, "configuration: the database does not answer", e);
    }
  }

  /// What is done with the connection.
  ///
  /// @param <T> its result
  @FunctionalInterface
  interface Work<T> {
    /// Runs on the caller's thread.
    T on(Connection connection) throws SQLException;
  }
}
