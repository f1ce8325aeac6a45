package io.patchbay.cdr.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Binds rows column by column as SQL arrays, for `insert … select … from unnest(…)`: one round
/// trip a batch.
final class Columns<R> implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement statement;
  private final List<R> rows;
  private final List<Array> arrays = new ArrayList<>();

  Columns(Connection connection, PreparedStatement statement, List<R> rows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
  }

  Columns<R> text(Function<R, String> column) throws SQLException {
    return bind("text", rows.stream().map(column).toArray(String[]::new));
  }

  Columns<R> integer(ToIntFunction<R> column) throws SQLException {
    return bind("int4", rows.stream().map(column::applyAsInt).toArray(Integer[]::new));
  }

  Columns<R> number(ToLongFunction<R> column) throws SQLException {
    return bind("int8", rows.stream().map(column::applyAsLong).toArray(Long[]::new));
  }

  Columns<R> real(ToDoubleFunction<R> column) throws SQLException {
    return bind("float8", rows.stream().map(column::applyAsDouble).toArray(Double[]::new));
  }

  Columns<R> bytes(Function<R, byte[]> column) throws SQLException {
    return bind("bytea", rows.stream().map(column).toArray(byte[][]::new));
  }

  /// Bound as microseconds since 1970 (int8), which the statement turns into timestamptz.
  Columns<R> time(Function<R, @Nullable Instant> column) throws SQLException {
    @Nullable Long[] micros = new Long[rows.size()];
    for (int i = 0; i < micros.length; i++) {
      Instant at = column.apply(rows.get(i));
      micros[i] = at == null ? null : at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }
    return bind("int8", micros);
  }

  private Columns<R> bind(String type, @Nullable Object[] values) throws SQLException {
    Array array = connection.createArrayOf(type, values);
    arrays.add(array);
    statement.setArray(arrays.size(), array);
    return this;
  }

  @Override
  public void close() throws SQLException {
    for (Array array : arrays) {
      array.free();
    }
  }
}
