using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Emulator.Links;
using Pan123Dav.Emulator.Serving;

namespace Pan123Dav.Emulator.Api;

/// <summary>One call, from its faults over its rate to its answer.</summary>
/// <param name="timeProvider">The clock that delays wait for.</param>
/// <param name="paceTimeProvider">The clock that rates are measured by.</param>
/// <param name="open">Answers the open platform's calls.</param>
/// <param name="web">Answers the web interface's calls.</param>
/// <param name="statistics">Counts.</param>
internal sealed class ApiHandler(
    TimeProvider timeProvider, TimeProvider paceTimeProvider, EmulatedOpenPlatform open, EmulatedWebApi web, ApiStatistics statistics)
{
    private readonly RateBuckets _rates = new(paceTimeProvider);
    private readonly ConcurrentDictionary<EmulatorEndpoint, ActiveApiFault> _faults = new();
    private volatile ActiveApiFault? _faultOfAll;

    /// <summary>Lets something go wrong with a call, or with all of them for null; nothing any more for a null fault.</summary>
    public void SetFault(EmulatorEndpoint? endpoint, EmulatedApiFault? fault)
    {
        if (endpoint is not { } one)
        {
            _faultOfAll = fault is null ? null : new ActiveApiFault(fault);
        }
        else if (fault is null)
        {
            _faults.TryRemove(one, out _);
        }
        else
        {
            _faults[one] = new ActiveApiFault(fault);
        }
    }

    public async Task AnswerAsync(
        HttpContext context, EmulatorEndpoint endpoint, RequestTarget target, ApiSwitches switches, DateTimeOffset now, CancellationToken cancellation)
    {
        statistics.AddCall(endpoint);
        var call = await EmulatedApiCall.ReadAsync(endpoint, context, target, switches, now, cancellation);
        var fault = _faults.GetValueOrDefault(endpoint)?.Take() ?? _faultOfAll?.Take() ?? new EmulatedApiFault();
        var latency = fault.Latency == Timeout.InfiniteTimeSpan ? fault.Latency : fault.Latency + switches.Latency;
        if (latency != TimeSpan.Zero)
        {
            await Task.Delay(latency, timeProvider, cancellation);
        }

        if (fault.Abort)
        {
            context.Abort();
        }
        else if (fault.MovedTo is { } moved)
        {
            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            context.Response.Headers.Location = moved.GetLeftPart(UriPartial.Authority) + target.RawPath + (target.Query == "" ? "" : $"?{target.Query}");
        }
        else if (ApiRoutes.IsPost(endpoint) != HttpMethods.IsPost(context.Request.Method))
        {
            await Answers.JsonAsync(context, StatusCodes.Status405MethodNotAllowed, "this call has another method");
        }
        else
        {
            await new EmulatedApiResponse(call, fault, cancellation).WriteAsync(Run(call, fault));
        }
    }

    private ApiOutcome Run(EmulatedApiCall call, EmulatedApiFault fault)
    {
        var outcome = Evaluate(call, fault);
        statistics.AddAnswer(call.Endpoint, fault.Status == StatusCodes.Status429TooManyRequests ? ApiError.TooManyRequests : outcome.Code);
        return outcome;
    }

    private ApiOutcome Evaluate(EmulatedApiCall call, EmulatedApiFault fault)
    {
        var switches = call.Switches;
        if (switches.RateScale > 0 && switches.Rates.TryGetValue(call.Endpoint, out var rate)
            && !_rates.TryTake(call.Endpoint, new EmulatedApiRate(rate.PerSecond * switches.RateScale, rate.Burst * switches.RateScale)))
        {
            return ApiOutcome.Failed(ApiError.TooManyRequests, "请求太频繁", switches.RetryAfter);
        }

        if (fault.Code is { } code)
        {
            return ApiOutcome.Failed(code, fault.Message, codeIsText: fault.CodeIsText);
        }

        if (switches.AddressForbidden)
        {
            return ApiOutcome.Failed(ApiError.Refused, "123pan-global-slb forbidden client ip", codeIsText: true);
        }

        var numbers = fault.Numbers == ApiNumbers.Plain ? switches.Numbers : fault.Numbers;
        try
        {
            return ApiOutcome.Good(call.Endpoint == EmulatorEndpoint.SignIn ? 200 : 0, numbers, json =>
            {
                if (ApiRoutes.IsOpen(call.Endpoint))
                {
                    open.Answer(call, json);
                }
                else
                {
                    web.Answer(call, json);
                }
            });
        }
        catch (ApiError error)
        {
            return ApiOutcome.Failed(error.Code, error.Message);
        }
    }
}
