package io.patchbay.console.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.patchbay.console.api.PolicyWatch;
import io.patchbay.console.live.LineView;
import io.patchbay.console.live.Lines;
import io.patchbay.console.rest.Callers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// `/lines/{name}`: everything that is known of a line, and its USSD.
@Controller("/lines")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LinePages {
  /// What the hardware tells of itself, in the order of its page; others follow by name.
  private static final Map<String, String> WORDS = words();

  private final Pages pages;
  private final Lines lines;
  private final PolicyWatch policy;

  LinePages(Pages pages, Lines lines, PolicyWatch policy) {
    this.pages = pages;
    this.lines = lines;
    this.policy = policy;
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("technology", "Technology");
    words.put("network", "Network code");
    words.put("lac", "Location area");
    words.put("cell", "Cell");
    words.put("manufacturer", "Manufacturer");
    words.put("model", "Model");
    words.put("firmware", "Firmware");
    words.put("family", "Family");
    words.put("imei", "IMEI");
    words.put("imsi", "IMSI");
    words.put("iccid", "ICCID");
    return words;
  }

  @Get(uri = "/{name}", produces = MediaType.TEXT_HTML)
  HttpResponse<String> line(HttpRequest<?> request, String name) {
    return pages.page("line", Callers.of(request), model(name));
  }

  /// The part that changes, drawn anew when the line has told something.
  @Get(uri = "/{name}/facts", produces = MediaType.TEXT_HTML)
  HttpResponse<String> facts(String name) {
    return HttpResponse.ok(pages.section("facts", model(name)))
        .contentType(MediaType.of("text/html; charset=utf-8"));
  }

  private Map<String, Object> model(String name) {
    LineView view = lines.find(name);
    Map<String, Object> model = new HashMap<>();
    model.put("line", LineRow.of(view, LimitRow.left(policy.balances(), name)));
    model.put("identity", identity(view.state().getStatus().getIdentityMap()));
    return model;
  }

  private static Map<String, String> identity(Map<String, String> told) {
    Map<String, String> shown = new LinkedHashMap<>();
    Map<String, String> rest = new TreeMap<>(told);
    WORDS.forEach((key, word) -> {
      String value = rest.remove(key);
      if (value != null && !value.isEmpty()) {
        shown.put(word, value);
      }
    });
    rest.keySet().removeIf(key -> key.startsWith("forward-")); // have a section of their own
    shown.putAll(rest);
    return shown;
  }
}
