using Polly;
using Polly.Retry;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>When a call that failed is made again.</summary>
internal static class ApiRetry
{
    /// <summary>Again where that may help, after as long as the service asks for where that is not too long.</summary>
    public static ResiliencePipeline Create(ApiLimits limits) => limits.Retries == 0
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = limits.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = limits.Retries,
                Delay = limits.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                MaxDelay = limits.MaxRetryAfter,
                ShouldHandle = arguments =>
                    new(arguments.Outcome.Exception is StorageException { IsTransient: true } fault && !(fault.RetryAfter > limits.MaxRetryAfter)),
                DelayGenerator = arguments => new((arguments.Outcome.Exception as StorageException)?.RetryAfter),
            })
            .Build();
}
