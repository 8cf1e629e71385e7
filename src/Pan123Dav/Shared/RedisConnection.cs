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

    // Of what is worth waiting for, and of a program that is starting: it is slow, and nobody waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // One that comes and goes is told of once.
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Task _configured = WhenConfigured(options);
    private Task? _opening;
    private volatile ConnectionMultiplexer? _multiplexer;
    private volatile bool _isUp;
    private volatile bool _isKnown;
    private bool _wasTold;
    private long _upSince;
    private long _downSince;

    /// <summary>How long a call may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Tells this gateway from all others, and from itself before a restart.</summary>
    public string Gateway { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    /// <summary>Whether requests may wait for a call.</summary>
    public bool HasStarted { get; set; }

    /// <summary>Whether Redis answered last.</summary>
    public bool IsUp => _isUp;

    /// <summary>The names of what is kept there.</summary>
    public RedisKeys Keys => field ??= new RedisKeys(options.CurrentValue.Prefix);

    /// <summary>What happens while it is away.</summary>
    public WhenUnavailable WhenUnavailable => options.CurrentValue.WhenUnavailable;

    /// <summary>Connects, or goes on trying to. Returns after the time that a connection takes at most.</summary>
    public Task OpenAsync()
    {
        lock (_gate)
        {
            return _opening ??= ConnectAsync();
        }
    }

    /// <summary>The same for who may come before the configuration is there: it is waited for.</summary>
    public async ValueTask EnsureOpenAsync(CancellationToken cancellationToken)
    {
        if (_multiplexer is null)
        {
            await _configured.WaitAsync(cancellationToken);
            await OpenAsync().WaitAsync(cancellationToken);
        }
    }

    /// <summary>Calls Redis.</summary>
    /// <param name="call">Sends one or more commands.</param>
    /// <param name="isProbe">Whether it is tried even while Redis is known to be away.</param>
    /// <returns>The answer, or false and nothing when there is none.</returns>
    public ValueTask<(bool IsAnswered, T? Answer)> CallAsync<T>(Func<IDatabaseAsync, Task<T>> call, bool isProbe = false) =>
        _isUp || !_isKnown || isProbe ? TryAsync(call, HasStarted || TimeLimit > Patience ? TimeLimit : Patience) : default;

    /// <summary>
    /// The same for what is rare, and worse to be without than to wait for: within a second of Redis' going away it is tried again.
    /// </summary>
    /// <param name="call">What may be sent twice.</param>
    public async ValueTask<(bool IsAnswered, T? Answer)> CallPatientlyAsync<T>(Func<IDatabaseAsync, Task<T>> call)
    {
        for (var started = timeProvider.GetTimestamp(); _isUp || !_isKnown || timeProvider.GetElapsedTime(Volatile.Read(ref _downSince)) < Patience;)
        {
            var answer = await TryAsync(call, Patience);
            if (answer.IsAnswered || timeProvider.GetElapsedTime(started) >= Patience)
            {
                return answer;
            }

            await Task.Delay(Pause, timeProvider);
        }

        return default;
    }

    /// <summary>Runs a script; null when Redis does not answer.</summary>
    public async ValueTask<RedisResult[]?> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, bool isProbe = false)
    {
        var (isAnswered, answer) = await CallAsync(database => script.RunAsync(database, keys, values), isProbe);
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

    /// <summary>Redis answers, and this gateway knows what is counted there.</summary>
    public void SetUp()
    {
        lock (_gate)
        {
            _isKnown = true;
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
        lock (_gate)
        {
            _downSince = _isUp || !_isKnown ? timeProvider.GetTimestamp() : _downSince;
            (_isUp, _isKnown) = (false, true);
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

    private static Task WhenConfigured(IOptionsMonitor<SharedOptions> options)
    {
        var configured = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (options.OnChange((_, _) => configured.TrySetResult()) is null)
        {
            // Never changes, and so is there already.
            configured.SetResult();
        }

        return configured.Task;
    }

    private async Task ConnectAsync()
    {
        try
        {
            _multiplexer = await ConnectionMultiplexer.ConnectAsync(RedisText.Parse(options.CurrentValue.Redis!, ConnectTimeout));
        }
        catch (Exception e) when (IsOfRedis(e))
        {
            SetDown(Describe(e));
        }
    }

    private async ValueTask<(bool IsAnswered, T? Answer)> TryAsync<T>(Func<IDatabaseAsync, Task<T>> call, TimeSpan limit)
    {
        if (_multiplexer is not { } multiplexer)
        {
            return default;
        }

        try
        {
            var answer = await call(multiplexer.GetDatabase()).WaitAsync(limit, timeProvider);
            return (true, answer);
        }
        catch (Exception e) when (IsOfRedis(e))
        {
            SetDown(Describe(e, limit));
            return default;
        }
    }

    private static bool IsOfRedis(Exception e) =>
        e is RedisException or RedisCommandException or TimeoutException or SocketException or ObjectDisposedException or OperationCanceledException;

    // The library's own words hold addresses and counters, and once held more.
    private string Describe(Exception e, TimeSpan? limit = null) => e switch
    {
        RedisConnectionException connection => DescribeConnection(connection),
        RedisTimeoutException or TimeoutException => FormattableString.Invariant($"no answer within {(limit ?? TimeLimit).TotalMilliseconds} ms"),
        RedisServerException server => server.Message.Split(' ')[0],

        // The library asked how many databases there are, and sends nothing to others.
        RedisCommandException command when command.Message.Contains("database", StringComparison.OrdinalIgnoreCase) => "it has no such defaultDatabase",
        _ => e.GetType().Name,
    };

    // That there is no connection is what the outer exception says, and why there is none what the inner ones say.
    private static string DescribeConnection(RedisConnectionException exception)
    {
        var (type, cause) = (exception.FailureType, "");
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            type = inner is RedisConnectionException connection ? connection.FailureType : type;

            // The library's own end of a try says nothing.
            cause = inner is SocketException { SocketErrorCode: not SocketError.OperationAborted } socket ? $": {socket.SocketErrorCode}" : cause;
        }

        return type == ConnectionFailureType.AuthenticationFailure ? $"{type}: look at user, password and ssl in Shared:Redis" : $"{type}{cause}";
    }
}
