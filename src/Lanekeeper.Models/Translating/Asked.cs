namespace Lanekeeper.Models.Translating;

/// <summary>What an answer in the app's format needs to know of the request.</summary>
/// <param name="App">The format that the app speaks.</param>
/// <param name="Body">As the app sent it.</param>
/// <param name="CallId">Stands in for the provider's id where there is none.</param>
/// <param name="At">When the answer began, which OpenAI's formats say.</param>
internal sealed record Asked(WireKind App, ReadOnlyMemory<byte> Body, bool IncludeUsage, Guid CallId, DateTimeOffset At)
{
    /// <summary>The id of a tool call that came without one: unlike that of any other turn, and within the 40 letters that OpenAI takes when it comes back.</summary>
    public string IdOf(int call) => $"call_{CallId:N}{call}";
}
