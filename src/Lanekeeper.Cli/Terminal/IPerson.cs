namespace Lanekeeper.Cli.Terminal;

/// <summary>Somebody at a terminal who can answer a question.</summary>
internal interface IPerson
{
    /// <returns>One key, as a lower-case letter; a line feed for Enter.</returns>
    Task<char> PressAsync(string question, CancellationToken cancellationToken);

    /// <returns>A line, trimmed; empty when there is no more input.</returns>
    Task<string> WriteAsync(string question, CancellationToken cancellationToken);
}

internal static class PersonExtensions
{
    public static async Task<bool> AgreesAsync(this IPerson person, string question, CancellationToken cancellationToken) =>
        await person.PressAsync($"{question} [y/N] ", cancellationToken) == 'y';
}

/// <summary>Asks on standard error, so that standard output holds the answers alone.</summary>
internal sealed class ConsolePerson : IPerson
{
    public async Task<char> PressAsync(string question, CancellationToken cancellationToken)
    {
        Console.Error.Write(question);

        // A blocking read cannot be cancelled; Ctrl-C leaves it behind, and the process ends.
        var key = await Task.Run(() => Console.ReadKey(intercept: true), cancellationToken).WaitAsync(cancellationToken);
        var letter = key.Key is ConsoleKey.Enter ? '\n' : char.ToLowerInvariant(key.KeyChar);
        Console.Error.WriteLine(char.IsControl(letter) ? "" : letter);
        return letter;
    }

    public async Task<string> WriteAsync(string question, CancellationToken cancellationToken)
    {
        Console.Error.Write(question);
        return (await Task.Run(Console.ReadLine, cancellationToken).WaitAsync(cancellationToken))?.Trim() ?? "";
    }
}
