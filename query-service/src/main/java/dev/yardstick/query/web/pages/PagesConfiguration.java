package dev.yardstick.query.web.pages;

import dev.yardstick.query.web.Snapshots;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
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

    /** Whoever wrote something reads it on the next page. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(
                        new HandlerInterceptor() {
                            @Override
                            public boolean preHandle(
                                    HttpServletRequest request,
                                    HttpServletResponse response,
                                    Object handler) {
                                snapshots.await(request.getParameter("after"));
                                return true;
                            }
                        })
                .addPathPatterns("/**")
                .excludePathPatterns("/api/**", "/v3/**", "/actuator/**", "/webjars/**", "/error");
    }
}
