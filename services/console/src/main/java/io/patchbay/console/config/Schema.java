package io.patchbay.console.config;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// Brings schema `console` up to date.
final class Schema {
  static final String NAME = "console";

  private Schema() {}

  /// Runs what is missing of `db/console`; safe when several replicas do it at once.
  ///
  /// @throws org.flywaydb.core.api.FlywayException while the database is away
  static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas(NAME)
        .locations("classpath:db/console")
        .load()
        .migrate();
  }
}
