using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Lanekeeper.Ledger;
using Lanekeeper.Testing;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using OpenAI.Responses;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>The official SDKs of NuGet with nothing but their address and key changed, unless a test says what else.</summary>
public sealed class DotnetSdkTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private const string Ask = "How are you?";
    private const string Words = "complete.";
    private const string Mood = """{"type":"object","properties":{"mood":{"type":"string","enum":["good","bad"]}},"required":["mood"],"additionalProperties":false}""";
    private const string OrderId = """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAIs_SDK_is_told_what_the_provider_said_and_the_tokens_that_the_ledger_has()
    {
        var chat = Chat(AppDesk.Chat, await desk.MakeKeyAsync("openai-words", Stop));

        var whole = (await chat.CompleteChatAsync([new UserChatMessage(Ask)], cancellationToken: Stop)).Value;
        var (text, usage, reason) = await ReadAsync(chat);

        whole.Content[0].Text.ShouldEndWith(Words);
        (text, reason).ShouldBe((whole.Content[0].Text, ChatFinishReason.Stop));
        (await TokensAsync("openai-words")).ShouldBe([(whole.Usage.InputTokenCount, whole.Usage.OutputTokenCount), (usage!.InputTokenCount, usage.OutputTokenCount)]);
    }

#pragma warning disable OPENAI001 // What the package calls experimental is what apps use.
    [Fact]
    public async Task OpenAIs_SDK_is_given_responses_whole_and_streamed()
    {
        var client = new ResponsesClient(new ApiKeyCredential(await desk.MakeKeyAsync("openai-responses", Stop)), new ResponsesClientOptions { Endpoint = new Uri(desk.Url, "v1") });
        var text = new StringBuilder();
        ResponseTokenUsage? usage = null;

        var whole = (await client.CreateResponseAsync(AppDesk.Chat, Ask, cancellationToken: Stop)).Value;
        await foreach (var update in await client.CreateResponseStreamingAsync(AppDesk.Chat, Ask, cancellationToken: Stop))
        {
            text.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta);
            usage = (update as StreamingResponseCompletedUpdate)?.Response.Usage ?? usage;
        }

        whole.GetOutputText().ShouldEndWith(Words);
        text.ToString().ShouldBe(whole.GetOutputText());
        (await TokensAsync("openai-responses")).ShouldBe([(whole.Usage.InputTokenCount, whole.Usage.OutputTokenCount), (usage!.InputTokenCount, usage.OutputTokenCount)]);
    }
#pragma warning restore OPENAI001

    [Fact]
    public async Task OpenAIs_SDK_calls_tools_and_is_given_the_shape_it_asked_for()
    {
        var tool = ChatTool.CreateFunctionTool("look_up", "Looks an order up.", BinaryData.FromString(OrderId));
        var shape = ChatResponseFormat.CreateJsonSchemaFormat("mood", BinaryData.FromString(Mood), jsonSchemaIsStrict: true);

        var called = (await Chat("fault-tool-call").CompleteChatAsync([new UserChatMessage(Ask)], new() { Tools = { tool } }, Stop)).Value;
        var shaped = (await Chat(AppDesk.Chat).CompleteChatAsync([new UserChatMessage(Ask)], new() { ResponseFormat = shape }, Stop)).Value;

        called.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        called.ToolCalls.ShouldHaveSingleItem().FunctionName.ShouldBe("look_up");
        JsonElement.Parse(called.ToolCalls[0].FunctionArguments).TryGetProperty("id", out _).ShouldBeTrue();
        JsonElement.Parse(shaped.Content[0].Text).GetProperty("mood").GetString().ShouldBe("good");
    }

    [Fact]
    public async Task OpenAIs_SDK_embeds_and_lists_models()
    {
        var credential = new ApiKeyCredential(await desk.MakeKeyAsync("openai-vectors", Stop));

        var vectors = (await new EmbeddingClient("text-embedding-3-small", credential, OpenAi()).GenerateEmbeddingsAsync([Ask, Words], cancellationToken: Stop)).Value;
        var models = (await new OpenAIModelClient(credential, OpenAi()).GetModelsAsync(Stop)).Value;

        vectors.Select(vector => vector.ToFloats().Length > 0).ShouldBe([true, true]);
        (await TokensAsync("openai-vectors")).ShouldHaveSingleItem().Input.ShouldBe(vectors.Usage.InputTokenCount);
        models.ShouldContain(model => model.Id == AppDesk.Chat);
    }

    [Theory]
    [InlineData("nobody", null, HttpStatusCode.NotFound)]
    [InlineData(AppDesk.Chat, "lk_wrong", HttpStatusCode.Unauthorized)]
    public async Task OpenAIs_SDK_knows_what_was_wrong_with_a_request(string model, string? key, HttpStatusCode status)
    {
        var whole = await Should.ThrowAsync<ClientResultException>(() => Chat(model, key).CompleteChatAsync([new UserChatMessage(Ask)], cancellationToken: Stop));
        var streamed = await Should.ThrowAsync<ClientResultException>(() => ReadAsync(Chat(model, key)));

        (whole.Status, streamed.Status).ShouldBe(((int)status, (int)status));
    }

    /// <summary>This SDK does not read <c>x-should-retry</c>: left alone it sends a failed request three times more, whatever the gateway says.</summary>
    [Fact]
    public async Task A_provider_that_is_down_is_asked_three_times_by_OpenAIs_SDK_when_its_own_tries_are_off()
    {
        var options = OpenAi();
        options.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);
        var chat = new ChatClient("fault-500", new ApiKeyCredential(desk.Key), options);

        var down = await Should.ThrowAsync<ClientResultException>(() => chat.CompleteChatAsync([new UserChatMessage(Ask)], cancellationToken: Stop));

        down.Status.ShouldBe(500);
        desk.Provider.Attempts.Count(attempt => attempt.Model == "fault-500").ShouldBe(3);
    }

    /// <summary>This SDK passes over an error inside a stream of chat; that the body has no end is what it raises.</summary>
    [Fact]
    public async Task A_stream_that_is_cut_ends_in_an_exception_of_OpenAIs_SDK()
    {
        var chat = Chat("fault-cut", await desk.MakeKeyAsync("openai-cut", Stop));

        await Should.ThrowAsync<HttpIOException>(() => ReadAsync(chat));

        (await EndOfAsync("openai-cut")).State.ShouldBe(CallState.FailedTransient);
    }

    [Fact]
    public async Task A_stream_that_OpenAIs_SDK_leaves_is_cancelled_in_the_ledger()
    {
        await DeploySlowAsync();
        var chat = Chat("dawdles", await desk.MakeKeyAsync("openai-leaver", Stop));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in chat.CompleteChatStreamingAsync([new UserChatMessage(Ask)], cancellationToken: leaving.Token))
            {
                await leaving.CancelAsync();
            }
        });

        (await EndOfAsync("openai-leaver")).ShouldBe((CallState.Cancelled, "models.cancelled"));
    }

    [Fact]
    public async Task Anthropics_SDK_is_told_what_the_provider_said_and_the_tokens_that_the_ledger_has()
    {
        using var client = Claude(await desk.MakeKeyAsync("anthropic-words", Stop));

        var whole = await client.Messages.Create(Question(AppDesk.Claude), Stop);
        var streamed = await client.Messages.CreateStreaming(Question(AppDesk.Claude), Stop).Aggregate();

        TextOf(whole).ShouldEndWith(Words);
        TextOf(streamed).ShouldBe(TextOf(whole));
        (await TokensAsync("anthropic-words")).ShouldBe([(whole.Usage.InputTokens, whole.Usage.OutputTokens), (streamed.Usage.InputTokens, streamed.Usage.OutputTokens)]);
    }

    [Fact]
    public async Task Anthropics_SDK_calls_tools_and_is_given_the_shape_it_asked_for()
    {
        using var client = Claude();
        var tool = new Tool { Name = "look_up", InputSchema = new InputSchema(Members(OrderId)) };
        var shape = new OutputConfig { Format = new JsonOutputFormat { Schema = Members(Mood) } };

        var called = await client.Messages.Create(Question("claude-fault-tool") with { Tools = [tool] }, Stop);
        var shaped = await client.Messages.Create(Question(AppDesk.Claude) with { OutputConfig = shape }, Stop);

        var use = called.Content.Select(block => block.Value).OfType<ToolUseBlock>().ShouldHaveSingleItem();
        (use.Name, use.Input.ContainsKey("id")).ShouldBe(("look_up", true));
        JsonElement.Parse(TextOf(shaped)).GetProperty("mood").GetString().ShouldBe("good");
    }

    [Fact]
    public async Task Anthropics_SDK_counts_tokens_and_lists_models()
    {
        using var client = Claude();

        var count = await client.Messages.CountTokens(new() { Model = AppDesk.Claude, Messages = [new UserMessageParam(Ask)] }, Stop);
        var models = await client.Models.List(cancellationToken: Stop);

        count.InputTokens.ShouldBeGreaterThan(0);
        models.Items.ShouldContain(model => model.ID == AppDesk.Claude);
    }

    [Fact]
    public async Task Anthropics_SDK_knows_what_was_wrong_with_a_request()
    {
        using var right = Claude();
        using var wrong = Claude("lk_wrong");

        await Should.ThrowAsync<AnthropicNotFoundException>(() => right.Messages.Create(Question("nobody"), Stop));
        await Should.ThrowAsync<AnthropicNotFoundException>(() => right.Messages.CreateStreaming(Question("nobody"), Stop).Aggregate());
        await Should.ThrowAsync<AnthropicUnauthorizedException>(() => wrong.Messages.Create(Question(AppDesk.Claude), Stop));
    }

    /// <summary>By itself it would send the request twice more; it obeys <c>x-should-retry: false</c>.</summary>
    [Fact]
    public async Task A_provider_that_is_overloaded_is_asked_three_times_though_Anthropics_SDK_tries_again_too()
    {
        using var client = Claude();

        await Should.ThrowAsync<AnthropicOverloadedException>(() => client.Messages.Create(Question("fault-529"), Stop));

        desk.Provider.Attempts.Count(attempt => attempt.Model == "fault-529").ShouldBe(3);
    }

    [Fact]
    public async Task A_stream_that_is_cut_ends_in_an_exception_of_Anthropics_SDK()
    {
        using var client = Claude();

        await Should.ThrowAsync<AnthropicSseException>(() => client.Messages.CreateStreaming(Question("claude-cut"), Stop).Aggregate());
    }

    [Fact]
    public async Task A_stream_that_Anthropics_SDK_leaves_is_cancelled_in_the_ledger()
    {
        await DeploySlowAsync();
        using var client = Claude(await desk.MakeKeyAsync("anthropic-leaver", Stop));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.Messages.CreateStreaming(Question("claude-dawdles"), leaving.Token))
            {
                await leaving.CancelAsync();
            }
        });

        (await EndOfAsync("anthropic-leaver")).ShouldBe((CallState.Cancelled, "models.cancelled"));
    }

    private OpenAIClientOptions OpenAi() => new() { Endpoint = new Uri(desk.Url, "v1") };

    private ChatClient Chat(string model, string? key = null) => new(model, new ApiKeyCredential(key ?? desk.Key), OpenAi());

    private AnthropicClient Claude(string? key = null) => new() { BaseUrl = new Uri(desk.Url, "anthropic").ToString(), ApiKey = key ?? desk.Key };

    private static MessageCreateParams Question(string model) => new() { Model = model, MaxTokens = 100, Messages = [new UserMessageParam(Ask)] };

    private static string TextOf(Message message) => string.Concat(message.Content.Select(block => block.Value).OfType<TextBlock>().Select(block => block.Text));

    private static Dictionary<string, JsonElement> Members(string json) => JsonElement.Parse(json).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    private static async Task<(string Text, ChatTokenUsage? Usage, ChatFinishReason? Reason)> ReadAsync(ChatClient chat)
    {
        var (text, usage, reason) = (new StringBuilder(), (ChatTokenUsage?)null, (ChatFinishReason?)null);
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage(Ask)], cancellationToken: Stop))
        {
            text.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
            (usage, reason) = (update.Usage ?? usage, update.FinishReason ?? reason);
        }

        return (text.ToString(), usage, reason);
    }

    /// <summary>Streams that take longer than anybody needs to leave them.</summary>
    private Task DeploySlowAsync() => desk.DeployAsync($$"""
          dawdles: { provider: openai, model: 'fault-pace-500ms', base_url: '{{desk.Provider.OpenAiAddress}}', key: env:TEST_PROVIDER_KEY }
          claude-dawdles: { provider: anthropic, model: 'fault-pace-500ms', base_url: '{{desk.Provider.Address}}', key: env:TEST_PROVIDER_KEY }

        """, Stop);

    private async Task<IReadOnlyList<(long Input, long Output)>> TokensAsync(string app) =>
        [.. (await desk.CallsAsync(app, Stop)).Select(call => (call.InputTokens ?? -1, call.OutputTokens ?? -1))];

    private async Task<(CallState? State, string? FailureCode)> EndOfAsync(string app)
    {
        var calls = await Patiently.AskAsync(() => desk.CallsAsync(app, Stop), rows => rows is [{ State: not null }], Stop);
        return (calls[0].State, calls[0].FailureCode);
    }
}
