package io.patchbay.console.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.Peers;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.rest.Callers;
import io.patchbay.contract.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `/limits`: what is left of limits, who is stopped, and the kill switch. `/replay`: changed
/// documents tried with the calls that were.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class LimitsPages {
  private final Pages pages;
  private final Peers peers;
  private final Configuration configuration;
  private final BoardModel board;

  LimitsPages(Pages pages, Peers peers, Configuration configuration, BoardModel board) {
    this.pages = pages;
    this.peers = peers;
    this.configuration = configuration;
    this.board = board;
  }

  /// A bar that is in force.
  public record BarRow(String name, String on, String reason) {}

  @Get(uri = "/limits", produces = MediaType.TEXT_HTML)
  HttpResponse<String> limits(HttpRequest<?> request) {
    Map<String, Object> model = new HashMap<>();
    model.put("problem", "");
    model.put("limits", List.of());
    try {
      model.put("limits", peers.balances().stream().map(LimitRow::of).toList());
    } catch (Fault e) {
      model.put("problem", String.valueOf(e.getMessage()));
    }
    model.put(
        "bars",
        configuration.documents().bars().entrySet().stream()
            .map(bar ->
                new BarRow(
                    bar.getKey(),
                    String.join(", ", bar.getValue().getOnList()),
                    bar.getValue().getReason()))
            .toList());
    model.put("whom", board.callers().stream().filter(name -> name.contains("/")).toList());
    return pages.page("limits", Callers.of(request), model);
  }

  @Get(uri = "/replay", produces = MediaType.TEXT_HTML)
  HttpResponse<String> replay(HttpRequest<?> request) {
    return pages.page("replay", Callers.of(request), Map.of());
  }
}
