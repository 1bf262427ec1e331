package org.keyledger.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** A test of the gateway on a real Tomcat, with fake command and query sides. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = GatewayTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.web.resources.add-mappings=false",
            "spring.servlet.multipart.enabled=false",
            "spring.main.banner-mode=off",
            "keyledger.hashing.bcrypt-cost=4",
            "keyledger.api-keys.most-per-tenant=65",
            "keyledger.cors-origins=https://app.example.org",
            "keyledger.proxies.trusted=127.0.0.0/8,::1",
            "server.tomcat.connection-timeout=12s"
        })
public @interface GatewayTest {}
