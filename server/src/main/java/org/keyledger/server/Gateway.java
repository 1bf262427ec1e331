package org.keyledger.server;

import org.keyledger.gateway.addressing.AddressingConfiguration;
import org.keyledger.gateway.answering.AnsweringConfiguration;
import org.keyledger.gateway.apikey.ApiKeyConfiguration;
import org.keyledger.gateway.arriving.ArrivingConfiguration;
import org.keyledger.gateway.describing.DescribingConfiguration;
import org.keyledger.gateway.dispatching.DispatchingConfiguration;
import org.keyledger.gateway.guarding.GuardingConfiguration;
import org.keyledger.gateway.hashing.HashingConfiguration;
import org.keyledger.gateway.limiting.LimitingConfiguration;
import org.keyledger.gateway.login.LoginConfiguration;
import org.keyledger.gateway.minting.MintingConfiguration;
import org.keyledger.gateway.opening.OpeningConfiguration;
import org.keyledger.gateway.probing.ProbingConfiguration;
import org.keyledger.gateway.proving.ProvingConfiguration;
import org.keyledger.gateway.reading.ReadingConfiguration;
import org.keyledger.gateway.refusing.RefusingConfiguration;
import org.keyledger.gateway.repeating.RepeatingConfiguration;
import org.keyledger.gateway.screening.ScreeningConfiguration;
import org.keyledger.gateway.session.SessionConfiguration;
import org.keyledger.gateway.signing.SigningConfiguration;
import org.keyledger.gateway.user.UserConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The doors, and what stands before and behind them. */
@Configuration(proxyBeanMethods = false)
@Import({
    AnsweringConfiguration.class,
    AddressingConfiguration.class,
    LimitingConfiguration.class,
    ScreeningConfiguration.class,
    ArrivingConfiguration.class,
    ReadingConfiguration.class,
    RefusingConfiguration.class,
    GuardingConfiguration.class,
    HashingConfiguration.class,
    SigningConfiguration.class,
    MintingConfiguration.class,
    DispatchingConfiguration.class,
    RepeatingConfiguration.class,
    OpeningConfiguration.class,
    ProvingConfiguration.class,
    ProbingConfiguration.class,
    DescribingConfiguration.class,
    UserConfiguration.class,
    LoginConfiguration.class,
    SessionConfiguration.class,
    ApiKeyConfiguration.class
})
class Gateway {}
