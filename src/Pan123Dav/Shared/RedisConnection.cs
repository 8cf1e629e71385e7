using System.Net.Sockets;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>
/// The way to Redis. A call ends within the time limit, is not tried again, and fails at once while Redis is known to be away; <see
/// cref="SharedExchange"/> finds out when it is back.
/// Nothing here throws because of Redis: who asks gets nothing.
/// </summary>
internal sealed class RedisConnection(IOptionsMonitor<SharedOptions> options, TimeProvider timeProvider, ILogger<RedisConnection> logger) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    // One that comes and goes is told of once.
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private ConnectionMultiplexer? _multiplexer;
    private volatile bool _isUp;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _wasTold;
    private long _upSince;

    /// <summary>How long a call may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Tells this gateway from all others, and from itself before a restart.</summary>
    public string Gateway { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    /// <summary>Whether Redis answered last.</summary>
    public bool IsUp => _isUp;

    /// <summary>The names of what is kept there.</summary>
    public RedisKeys Keys => field ??= new RedisKeys(options.CurrentValue.Prefix);

    /// <summary>What happens while it is away.</summary>
    public WhenUnavailable WhenUnavailable => options.CurrentValue.WhenUnavailable;

    /// <summary>Connects, or goes on trying to. Returns after the time that a connection takes at most.</summary>
    public async Task OpenAsync()
    {
        try
        {
            _multiplexer ??= await ConnectionMultiplexer.ConnectAsync(RedisText.Parse(options.CurrentValue.Redis!, ConnectTimeout));
        }
        catch (Exception e) when (IsOfRedis(e))
        {
            SetDown(Describe(e));
        }
    }

    /// <summary>Waits a moment for what Redis answers first, which is before the server listens.</summary>
    public async ValueTask WaitForFirstAsync(CancellationToken cancellationToken)
    {
        if (!_first.Task.IsCompleted)
        {
            await Task.WhenAny(_first.Task, Task.Delay(ConnectTimeout, timeProvider, cancellationToken));
        }
    }

    /// <summary>Calls Redis.</summary>
    /// <param name="call">Sends one or more commands.</param>
    /// <param name="isProbe">Whether it is tried even while Redis is known to be away.</param>
    /// <returns>The answer, or false and nothing when there is none.</returns>
    public async ValueTask<(bool IsAnswered, T? Answer)> CallAsync<T>(Func<IDatabaseAsync, Task<T>> call, bool isProbe = false)
    {
        if ((!_isUp && !isProbe) || _multiplexer is not { } multiplexer)
        {
            return default;
        }

        try
        {
            var answer = await call(multiplexer.GetDatabase()).WaitAsync(TimeLimit, timeProvider);
            return (true, answer);
        }
        catch (Exception e) when (IsOfRedis(e))
        {
            SetDown(Describe(e));
            return default;
        }
    }

    /// <summary>Runs a script; null when Redis does not answer.</summary>
    public async ValueTask<RedisResult[]?> RunAsync(string script, RedisKey[] keys, RedisValue[] values, bool isProbe = false)
    {
        var (isAnswered, answer) = await CallAsync(database => database.ScriptEvaluateAsync(script, keys, values), isProbe);
        return isAnswered ? (RedisResult[]?)answer : null;
    }

    /// <summary>Sends a command whose answer nobody waits for.</summary>
    public void Send(Action<IDatabaseAsync> send)
    {
        if (_isUp && _multiplexer is { } multiplexer)
        {
            try
            {
                send(multiplexer.GetDatabase());
            }
            catch (Exception e) when (IsOfRedis(e))
            {
                SetDown(Describe(e));
            }
        }
    }

    /// <summary>Where gateways call out to one another; null before there is a connection.</summary>
    public ISubscriber? Subscriber => _multiplexer?.GetSubscriber();

    /// <summary>Redis answers, and this gateway knows what is counted there.</summary>
    public void SetUp()
    {
        _first.TrySetResult();
        lock (_gate)
        {
            if (!_isUp)
            {
                (_isUp, _upSince) = (true, timeProvider.GetTimestamp());
            }
            else if (_wasTold && timeProvider.GetElapsedTime(_upSince) >= Steady)
            {
                _wasTold = false;
                Log.RedisIsBack(logger);
            }
        }
    }

    /// <summary>Redis does not answer.</summary>
    public void SetDown(string problem)
    {
        _first.TrySetResult();
        lock (_gate)
        {
            _isUp = false;
            if (!_wasTold)
            {
                _wasTold = true;
                if (WhenUnavailable == WhenUnavailable.Refuse)
                {
                    Log.RedisIsAwayAndRefused(logger, problem);
                }
                else
                {
                    Log.RedisIsAway(logger, problem);
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is { } multiplexer)
        {
            await multiplexer.DisposeAsync();
        }
    }

    private static bool IsOfRedis(Exception e) =>
        e is RedisException or TimeoutException or SocketException or ObjectDisposedException or OperationCanceledException;

    // The library's own words hold addresses and counters, and once held more.
    private string Describe(Exception e) => e switch
    {
        RedisConnectionException { FailureType: var type } => type.ToString(),
        RedisTimeoutException or TimeoutException => FormattableString.Invariant($"no answer within {TimeLimit.TotalMilliseconds} ms"),
        RedisServerException server => server.Message.Split(' ')[0],
        _ => e.GetType().Name,
    };
}
