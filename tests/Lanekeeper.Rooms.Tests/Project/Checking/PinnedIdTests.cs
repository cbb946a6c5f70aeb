using Lanekeeper.Project;
using Lanekeeper.Project.Checking;

namespace Lanekeeper.Rooms.Tests.Project.Checking;

public sealed class PinnedIdTests
{
    [Theory]
    [InlineData("openai", "gpt-4.1-mini-2025-04-14", true)]
    [InlineData("openai", "gpt-4.1-mini", false)]
    [InlineData("openai", "gpt-5-chat-latest", false)]
    [InlineData("openai", "gpt-4-0613", true)]
    [InlineData("openai", "gpt-4-1106-preview", true)]
    [InlineData("openai", "gpt-4-turbo-preview", false)]
    [InlineData("openai", "gpt-4-9999", false)]
    [InlineData("openai", "ft:gpt-4o-mini-2024-07-18:acme::abc", true)]
    [InlineData("openai", "text-embedding-3-small", true)]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", true)]
    [InlineData("anthropic", "claude-sonnet-4-5", false)]
    [InlineData("anthropic", "claude-opus-4", false)]
    [InlineData("anthropic", "claude-3-opus-latest", false)]
    [InlineData("anthropic", "claude-sonnet-4-6", true)]
    [InlineData("anthropic", "claude-opus-5", true)]
    [InlineData("baseline", "lanekeeper-baseline-1", true)]
    public void A_date_or_a_version_that_stays_pins_an_id(string provider, string id, bool pinned) =>
        PinnedIds.IsPinned(Enum.Parse<ModelProvider>(provider, ignoreCase: true), id, null).ShouldBe(pinned);

    [Theory]
    [InlineData("http://127.0.0.1:8080/v1", true)]
    [InlineData("https://api.openai.com/v1", false)]
    public void What_runs_on_a_server_of_ones_own_is_ones_own_affair(string address, bool pinned) =>
        PinnedIds.IsPinned(ModelProvider.OpenAI, "llama", new Uri(address)).ShouldBe(pinned);
}
