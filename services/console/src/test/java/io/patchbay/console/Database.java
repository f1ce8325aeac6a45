package io.patchbay.console;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/// One PostgreSQL for all tests of the module, one database for each that asks.
public final class Database {
  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Database() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "off")
          .setServerConfig("max_connections", "100")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The name of a new empty database.
  public static String create() {
    String name = "test_" + COUNT.incrementAndGet();
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return name;
  }

  public static DataSource dataSource(String name) {
    return SERVER.getDatabase("postgres", name);
  }

  /// For [ConsoleMain#run].
  public static Map<String, Object> settings(String name) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(
        "datasources.default.url", "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + name);
    settings.put("datasources.default.maximum-pool-size", "3");
    return settings;
  }
}
