import { localDateOf, systemNow } from '../../shared/clock.ts';
import { vietnameseAmount } from '../../shared/format.ts';
import { api } from '../../shared/operations.ts';
import type { Scene } from './scene.ts';
import { until } from './until.ts';

const percentOf = (percent: number | null): string =>
  percent === null ? '–' : `${percent.toLocaleString('vi-VN', { minimumFractionDigits: 2 })}%`;

/** What the dashboard shows of this year, as far as the statistics have heard: the last events may be a moment behind. */
export async function showFigures({ client, step, tell, apiUrl }: Scene): Promise<void> {
  await step('Số liệu trên trang tổng hợp', 'the figures of the dashboard', async () => {
    const to = localDateOf(systemNow());
    const query = { from: `${to.slice(0, 4)}-01-01`, to };
    const { total } = await until('the statistics to have heard', async () => {
      const { body } = await client.call(api.readFigures, { query });
      return body.total.received.total > 0 ? body : undefined;
    });
    const { procedures, levels } = (await client.call(api.readCatalogueFigures)).body;
    tell('Thủ tục · procedures', String(procedures));
    for (const { level, share } of levels)
      tell(`  mức độ · level ${level}`, `${share.part} (${percentOf(share.percent)})`);
    const { received, online, resolved, inTime, post, fees } = total;
    tell(
      'Tiếp nhận · received',
      `${received.total}, trực tuyến ${received.online} (${percentOf(online.percent)})`,
    );
    tell('Đã giải quyết · resolved', `${resolved.total}, đúng hạn ${percentOf(inTime.percent)}`);
    tell('Qua bưu chính · by post', `${post.in} nộp, ${post.out} trả kết quả`);
    tell('Đã nộp phí · fees paid', `${vietnameseAmount(fees.paid.totalVnd)} đồng`);
    tell('Trang tổng hợp · dashboard', `${apiUrl}/dashboard?from=${query.from}&to=${to}`);
  });
}
