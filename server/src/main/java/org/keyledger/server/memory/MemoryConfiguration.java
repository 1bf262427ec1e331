package org.keyledger.server.memory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures what returns memory to the system. */
@Configuration(proxyBeanMethods = false)
public class MemoryConfiguration {

    @Bean
    HeapTrimmer heapTrimmer() {
        return HeapTrimmer.ofThisProcess();
    }
}
