using System.Globalization;
using System.Text;
using Lanekeeper.Cli;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Cli;

/// <summary>Types command lines and keeps what they print.</summary>
internal sealed class Terminal(StubServer? server = null)
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _notes = new();

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The keys and lines that a person will type, where there is one.</summary>
    public TypingPerson? Person { get; init; }

    public string Output => _output.ToString().ReplaceLineEndings("\n");

    public string Notes => _notes.ToString().ReplaceLineEndings("\n");

    public Task<int> TypeAsync(params string[] args) => TypeAsync(new NothingInProcess(), CancellationToken.None, args);

    public Task<int> TypeAsync(IInProcess inProcess, CancellationToken cancellationToken, params string[] args)
    {
        if (server is not null)
        {
            Environment["LANEKEEPER_URL"] = server.Url;
            Environment["LANEKEEPER_TOKEN"] = "key";
        }

        var screen = new Screen(Writer(_output), Writer(_notes)) { Person = Person };
        return LanekeeperCommand.RunAsync(args, new Surroundings(screen, new ManualTime(Cards.Now), Environment.GetValueOrDefault, inProcess), cancellationToken);
    }

    private static StringWriter Writer(StringBuilder text) => new(text, CultureInfo.InvariantCulture);
}

internal sealed class TypingPerson(params string[] answers) : IPerson
{
    private readonly Queue<string> _answers = new(answers);

    public List<string> Asked { get; } = [];

    public Task<char> PressAsync(string question, CancellationToken cancellationToken) => Task.FromResult(Next(question)[0]);

    public Task<string> WriteAsync(string question, CancellationToken cancellationToken) => Task.FromResult(Next(question));

    private string Next(string question)
    {
        Asked.Add(question);
        return _answers.Dequeue();
    }
}

internal sealed class NothingInProcess : IInProcess
{
    public Task<int> ServeAsync(ServeOptions options, CancellationToken cancellationToken) => Task.FromResult(ExitCodes.Ok);

    public async Task<int> DemoAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return ExitCodes.Ok;
    }

    public Task<int> DoctorAsync(DoctorOptions options, CancellationToken cancellationToken) => throw new InvalidOperationException("boom\u001b[0m");
}
