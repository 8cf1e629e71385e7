namespace Pan123Dav.Configuration;

/// <summary>
/// Tells the log of configuration files that went bad while running. Made before there is a log, so a failure before that is kept until there is one.
/// </summary>
internal sealed class ConfigurationFileFailures
{
    private readonly Lock _gate = new();
    private readonly List<ConfigurationFileError> _early = [];
    private ILogger? _logger;

    public void Report(ConfigurationFileError error)
    {
        lock (_gate)
        {
            if (_logger is null)
            {
                _early.Add(error);
                return;
            }
        }

        Log.FileWrong(_logger, error.File, error.Line, error.Column, error.Message);
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
