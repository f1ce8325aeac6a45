package io.patchbay.console.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.patchbay.console.users.Caller;
import io.patchbay.console.users.Role;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/// Templates to text. Thread-safe.
public final class Pages {
  private final TemplateEngine engine;

  public Pages(TemplateEngine engine) {
    this.engine = engine;
  }

  /// A whole page for somebody signed in.
  HttpResponse<String> page(String name, Caller caller, Map<String, Object> model) {
    Map<String, Object> all = new HashMap<>(model);
    all.put("page", name);
    all.put("user", caller.name());
    all.put("role", caller.role().label());
    all.put("operator", caller.may(Role.OPERATOR));
    all.put("admin", caller.may(Role.ADMIN));
    return open(name, all);
  }

  /// A whole page for anybody.
  HttpResponse<String> open(String name, Map<String, Object> model) {
    String text = engine.process("console/" + name, context(model));
    return HttpResponse.ok(text).contentType(MediaType.of("text/html; charset=utf-8"));
  }

  /// A fragment of `sections.html`.
  String section(String name, Map<String, Object> model) {
    StringWriter text = new StringWriter();
    engine.process("console/sections", Set.of(name), context(model), text);
    return text.toString();
  }

  private static Context context(Map<String, Object> model) {
    return new Context(Locale.ENGLISH, model);
  }
}
