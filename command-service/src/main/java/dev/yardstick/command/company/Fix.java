package dev.yardstick.command.company;

import dev.yardstick.events.CompanyEvent;
import dev.yardstick.events.CompanyEvent.ForecastCalibrated;
import dev.yardstick.events.CompanyEvent.HolidaysFixed;
import dev.yardstick.events.CompanyEvent.RatesFixed;
import dev.yardstick.events.CompanyEvent.TemplateSet;
import dev.yardstick.events.Streams;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Fixes something for the whole company, unless it is fixed so already. */
public record Fix(CompanyEvent event) {

    /** The stream of what is fixed. */
    @TargetAggregateIdentifier
    public String stream() {
        return switch (event) {
            case RatesFixed e -> Streams.rates(e.year());
            case HolidaysFixed e -> Streams.calendar(e.calendar());
            case TemplateSet e -> Streams.template(e.template());
            case ForecastCalibrated e -> Streams.calibration(e.kind());
        };
    }
}
