package dev.yardstick.query.pages.kit;

import dev.yardstick.query.wording.Wording;

import dev.yardstick.query.application.Snapshots;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.ModelAndView;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** What every page can rely on. */
@Configuration(proxyBeanMethods = false)
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

    /**
     * Whoever wrote something reads it on the next page; a form that comes back with what is wrong
     * says so by its status too.
     */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(
                        new HandlerInterceptor() {
                            @Override
                            public boolean preHandle(
                                    HttpServletRequest request,
                                    HttpServletResponse response,
                                    Object handler) {
                                if (handler instanceof HandlerMethod) {
                                    snapshots.await(request.getParameter("after"));
                                }
                                return true;
                            }

                            @Override
                            public void postHandle(
                                    HttpServletRequest request,
                                    HttpServletResponse response,
                                    Object handler,
                                    @Nullable ModelAndView page) {
                                boolean wrong =
                                        page != null
                                                && page.getModel().get("form") instanceof Form form
                                                && form.isWrong();
                                if (wrong && response.getStatus() == HttpStatus.OK.value()) {
                                    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                                }
                            }
                        })
                .addPathPatterns("/**")
                .excludePathPatterns("/api/**", "/v3/**", "/actuator/**", "/webjars/**", "/error");
    }
}
