package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.factor.SecondFactorEnrolment;
import org.keyledger.gateway.factor.SecondFactorEnrolment.NewRecoveryCodes;
import org.keyledger.gateway.factor.SecondFactorEnrolment.StepUpProof;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.stepup.SecondFactorCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /account/two-factor}: turns the second factor on and off. Recovery codes are in the response that makes them and
 * nowhere else; their download sends the codes of the form back as a file. What weakens the account needs a recent log-in.
 */
@RestController
final class TwoFactorPageEndpoint {

    private static final String PATH = "/account/two-factor";
    private static final StepUpProof RECENT_LOGIN = new StepUpProof(null, null);
    private static final Pattern CODES = Pattern.compile("([A-Z2-7]{4}(-[A-Z2-7]{4}){3} ?){1,10}");

    private final AccountPages pages;
    private final SecondFactorEnrolment enrolment;

    TwoFactorPageEndpoint(AccountPages pages, SecondFactorEnrolment enrolment) {
        this.pages = pages;
        this.enrolment = enrolment;
    }

    @GetMapping(PATH)
    void show(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        page(caller, request, response).write(response);
    }

    private PageResponse page(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) {
        return pages.page(request, response, "account/twoFactor").with("status", enrolment.status(caller));
    }

    @PostMapping(PATH + "/enroll")
    @WriteLimited
    void enroll(CookieCaller caller, HttpServletResponse response) {
        enrolment.enroll(caller, RECENT_LOGIN);
        AccountPages.redirect(response, PATH);
    }

    @PostMapping(PATH + "/confirm")
    @WriteLimited
    void confirm(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var code = FormReader.of(request).require("code", SecondFactorCode::parse);
            showCodes(enrolment.confirm(caller, code), true, request, response);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            page(caller, request, response).problem(e, "code").write(response);
        }
    }

    @PostMapping(PATH + "/recovery-codes")
    @WriteLimited
    void renewRecoveryCodes(CookieCaller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        showCodes(enrolment.renewRecoveryCodes(caller, RECENT_LOGIN), false, request, response);
    }

    private void showCodes(
            NewRecoveryCodes codes, boolean turnedOn, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        pages.page(request, response, "account/recoveryCodes")
                .with("codes", codes.recoveryCodes())
                .with("turnedOn", turnedOn)
                .write(response);
    }

    @PostMapping(PATH + "/recovery-codes/download")
    @WithoutRateLimit("it changes nothing and returns what the browser has sent")
    void download(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var codes = FormReader.of(request).text("codes");
        if (!CODES.matcher(codes).matches()) {
            throw Problem.INVALID_REQUEST.toException();
        }
        var file = (String.join("\r\n", List.of(codes.split(" "))) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        response.setContentType("text/plain;charset=US-ASCII");
        response.setHeader("Content-Disposition", "attachment; filename=\"recovery-codes.txt\"");
        response.setContentLength(file.length);
        response.getOutputStream().write(file);
    }

    @GetMapping(PATH + "/disable")
    void askToDisable(CookieCaller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        pages.page(request, response, "account/disableTwoFactor").write(response);
    }

    @PostMapping(PATH + "/disable")
    @WriteLimited
    void disable(CookieCaller caller, HttpServletResponse response) {
        enrolment.disable(caller, RECENT_LOGIN);
        pages.redirect(response, PATH, AccountNotice.TWO_FACTOR_OFF);
    }
}
