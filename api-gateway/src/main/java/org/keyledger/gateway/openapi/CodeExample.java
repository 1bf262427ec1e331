package org.keyledger.gateway.openapi;

import java.util.List;

/**
 * A complete program that sends one request.
 *
 * @param id the language in an id of the page
 * @param language as readers name it
 */
record CodeExample(String id, String language, String code) {

    static List<CodeExample> of(ExampleRequest request) {
        return List.of(
                new CodeExample("curl", "curl", CurlExample.write(request)),
                new CodeExample("python", "Python", PythonExample.write(request)),
                new CodeExample("javascript", "JavaScript", JavaScriptExample.write(request)),
                new CodeExample("java", "Java", JavaExample.write(request)));
    }
}
