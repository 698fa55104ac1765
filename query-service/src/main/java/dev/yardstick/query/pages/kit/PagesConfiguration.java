package dev.yardstick.query.pages.kit;

import dev.yardstick.query.application.Snapshots;
import dev.yardstick.query.wording.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** What every page can rely on. */
@Configuration(proxyBeanMethods = false)
@ControllerAdvice("dev.yardstick.query.pages")
class PagesConfiguration implements WebMvcConfigurer {

    private final Snapshots snapshots;

    PagesConfiguration(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Templates know these by name, those of errors too. */
    @Autowired
    void name(ThymeleafViewResolver views, Frame frame, Wording words) {
        views.addStaticVariable("frame", frame);
        views.addStaticVariable("words", words);
    }

    /** A form that comes back with what is wrong says so by its status too. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(
                new HandlerInterceptor() {
                    @Override
                    public void postHandle(
                            HttpServletRequest request,
                            HttpServletResponse response,
                            Object handler,
                            @Nullable ModelAndView page) {
                        if (page != null
                                && page.getModel().get("form") instanceof Form form
                                && form.isWrong()) {
                            response.setStatus(form.status().value());
                        }
                    }
                });
    }

    /** Whoever wrote something reads it on the next page. */
    @ModelAttribute
    void await(HttpServletRequest request) {
        snapshots.await(request.getParameter("after"));
    }

    /** What was posted is a form, and the page that shows it again knows it. */
    @ModelAttribute(name = "form", binding = false)
    Form form(HttpServletRequest request) {
        Form form = new Form();
        if (HttpMethod.POST.matches(request.getMethod())) {
            request.getParameterMap().forEach((name, values) -> form.chosen(name, lines(values)));
        }
        return form;
    }

    /** Browsers send the ends of lines in two characters. */
    private static List<String> lines(String... typed) {
        return Stream.of(typed).map(text -> text.replace("\r\n", "\n")).toList();
    }

    /** A parameter that is left empty is one that was not given. */
    @InitBinder
    void leaveOut(WebDataBinder binder, @PathVariable Map<String, String> path) {
        if (!path.containsKey(binder.getObjectName())) {
            binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
        }
    }
}
