using System.CommandLine;
using Pan123Dav.Authentication.Passwords;

namespace Pan123Dav.Commands;

/// <summary><c>hash-password</c>: prints the hash of a password for <c>Users:[i]:PasswordHash</c>.</summary>
internal static class HashPasswordCommand
{
    private const string Place = "pan123dav hash-password";

    /// <param name="read">Reads the password, prompting on standard error.</param>
    public static Command Create(Func<InvocationConfiguration, string>? read = null)
    {
        read ??= PasswordInput.Read;
        var user = new Option<string>("--user") { HelpName = "NAME", Description = "Whose password it is, which may not hold that name." };
        var allowWeak = new Option<bool>("--allow-weak") { Description = "Take a password that is guessed first all the same." };
        var command = new Command(
            "hash-password",
            "Read a password (asked for twice on a terminal, else one line of standard input) and print its hash for Users:[i]:PasswordHash. "
            + "One that is short or common is refused.")
        {
            user, allowWeak,
        };
        command.SetAction(result =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
            try
            {
                var password = read(result.InvocationConfiguration);
                if (password.Length == 0)
                {
                    printer.Error(Place, "usage", "the password is empty: type one, or write it as a line to standard input");
                    return ExitCode.Usage;
                }

                // Nothing can look at it later: of a hash nobody sees how weak its password is.
                if (WeakPassword.Find(result.GetValue(user) ?? "", password) is { } weakness)
                {
                    if (!result.GetValue(allowWeak))
                    {
                        printer.Error(
                            Place, "weak", $"the password {weakness}: choose another of {WeakPassword.MinLength} characters or more, or write --allow-weak");
                        return ExitCode.Usage;
                    }

                    printer.Warning(Place, "weak", $"the password {weakness}");
                }

                result.InvocationConfiguration.Output.WriteLine(PasswordHashing.CreateHasher().HashPassword("", password));
                return ExitCode.Success;
            }
            catch (FormatException exception)
            {
                printer.Error(Place, "usage", exception.Message);
                return ExitCode.Usage;
            }
        });
        return command;
    }
}
