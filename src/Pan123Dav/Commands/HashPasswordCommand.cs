using System.CommandLine;
using Pan123Dav.Authentication;

namespace Pan123Dav.Commands;

/// <summary><c>hash-password</c>: prints the hash of a password for <c>Users:[i]:PasswordHash</c>.</summary>
internal static class HashPasswordCommand
{
    /// <param name="read">Reads the password, prompting on the writer.</param>
    public static Command Create(Func<TextWriter, string>? read = null)
    {
        read ??= PasswordInput.Read;
        var command = new Command("hash-password", "Read a password (prompted for on a terminal, else one line of standard input) and print its hash for Users:[i]:PasswordHash.");
        command.SetAction(result =>
        {
            var error = result.InvocationConfiguration.Error;
            try
            {
                if (read(error) is { Length: > 0 } password)
                {
                    result.InvocationConfiguration.Output.WriteLine(PasswordHashing.CreateHasher().HashPassword("", password));
                    return ExitCode.Success;
                }

                DiagnosticPrinter.For(error).Error("pan123dav hash-password", "usage", "the password is empty: type one, or write it as a line to standard input");
            }
            catch (FormatException exception)
            {
                DiagnosticPrinter.For(error).Error("pan123dav hash-password", "usage", exception.Message);
            }

            return ExitCode.Usage;
        });
        return command;
    }
}
