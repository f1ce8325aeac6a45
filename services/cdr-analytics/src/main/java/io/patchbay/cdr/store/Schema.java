package io.patchbay.cdr.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings schema `cdr_analytics` up to date.
public final class Schema {
  private Schema() {}

  /// Runs what is missing of `db/cdr-analytics`; safe when several replicas do it at once.
  ///
  /// @throws org.flywaydb.core.api.FlywayException while the database is away
  public static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas("cdr_analytics")
        .locations("classpath:db/cdr-analytics")
        .load()
        .migrate();
  }
}
