// Vercel's AI SDK as an app uses it. GATEWAY_URL and GATEWAY_KEY say where; what came of each use is printed as one JSON object.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, streamText, tool } from 'ai';
import { z } from 'zod';

const [url, apiKey] = [process.env.GATEWAY_URL, process.env.GATEWAY_KEY];
const openai = createOpenAI({ baseURL: `${url}/v1`, apiKey });
const anthropic = createAnthropic({ baseURL: `${url}/anthropic/v1`, apiKey });
const prompt = 'How are you?';
const said = {};

said.chat = (await generateText({ model: openai.chat('gpt-4.1-mini-2025-04-14'), prompt })).text;
said.responses = (await generateText({ model: openai.responses('gpt-4.1-mini-2025-04-14'), prompt })).text;
said.messages = (await generateText({ model: anthropic('claude-sonnet-4-5-20250929'), prompt })).text;
said.stream = await streamText({ model: openai.chat('gpt-4.1-mini-2025-04-14'), prompt }).text;
said.messagesStream = await streamText({ model: anthropic('claude-sonnet-4-5-20250929'), prompt }).text;
said.tool = (await generateText({
  model: openai.chat('fault-tool-call'),
  prompt,
  tools: { look_up: tool({ description: 'Looks an order up.', inputSchema: z.object({ id: z.string() }) }) },
})).toolCalls[0].toolName;

console.log(JSON.stringify(said));
