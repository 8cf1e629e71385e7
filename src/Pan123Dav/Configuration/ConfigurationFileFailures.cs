namespace Pan123Dav.Configuration;

/// <summary>Tells the log of configuration files that went bad while running. Made before there is a log, so a failure before that is kept until there is one.</summary>
internal sealed class ConfigurationFileFailures
{
    private readonly Lock _gate = new();
    private readonly List<ConfigurationFileError> _early = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private ILogger? _logger;

    /// <summary>Files whose last good content is in force, because they cannot be read as they are.</summary>
    public IReadOnlyList<string> Broken
    {
        get
        {
            lock (_gate)
            {
                return [.. _broken.Order(StringComparer.Ordinal)];
            }
        }
    }

    public void Report(ConfigurationFileError error)
    {
        lock (_gate)
        {
            _broken.Add(error.File);
            if (_logger is null)
            {
                _early.Add(error);
                return;
            }
        }

        Log.FileWrong(_logger, error.File, error.Line, error.Column, error.Message);
    }

    /// <summary>A file can be read again.</summary>
    public void Recover(string file)
    {
        lock (_gate)
        {
            _broken.Remove(file);
        }
    }

    public void LogTo(ILogger logger)
    {
        lock (_gate)
        {
            _logger = logger;
        }

        foreach (var error in _early)
        {
            Report(error);
        }
    }
}
